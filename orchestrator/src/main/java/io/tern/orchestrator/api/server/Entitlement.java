package io.tern.orchestrator.api.server;

import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.identity.Identity;
import io.tern.orchestrator.api.identity.Operation;
import io.tern.setting.Settings;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Lets in whoever is not banned, with what operators have granted to its DN besides. */
record Entitlement(Supplier<Settings> settings) implements UnaryOperator<Identity> {

  /** Administration is granted in the configuration file alone. */
  private static final Set<Operation> GRANTABLE = EnumSet.complementOf(EnumSet.of(Operation.ADMIN));

  @Override
  public Identity apply(Identity caller) {
    Settings now = settings.get();
    String dn = caller.userDn();
    if (now.ban(dn).isPresent()) {
      throw Refusal.forbidden("The user is banned");
    }
    return caller.granted(
        GRANTABLE.stream().filter(operation -> now.isGranted(dn, operation.text())).toList());
  }
}
