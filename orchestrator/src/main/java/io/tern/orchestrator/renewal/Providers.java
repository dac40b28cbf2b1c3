package io.tern.orchestrator.renewal;

import io.tern.orchestrator.security.SealedBox;
import io.tern.orchestrator.security.UnsealException;
import io.tern.orchestrator.security.token.TokenEndpoint.Client;
import io.tern.setting.Access.TokenProvider;
import io.tern.setting.Settings;
import io.tern.setting.Settings.Written;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who this service is to the issuers that operators have set. Safe for use by many threads.
 *
 * @param settings what holds now
 * @param box opens the clients' secrets
 */
public record Providers(Supplier<Settings> settings, SealedBox box) {
  private static final Logger LOG = LoggerFactory.getLogger(Providers.class);

  /** The client for an issuer as tokens write it, with a slash at its end or without. */
  Optional<Client> client(String issuer) {
    return settings.get().all(TokenProvider.class).stream()
        .map(Written::setting)
        .filter(provider -> provider.isOf(issuer))
        .findFirst()
        .flatMap(this::client);
  }

  private Optional<Client> client(TokenProvider provider) {
    try {
      return provider.renewsTokens()
          ? Optional.of(
              new Client(
                  provider.clientId(), box.open(provider.clientSecret().bytes(), provider.name())))
          : Optional.empty();
    } catch (UnsealException e) {
      LOG.warn("the secret of {} does not open here: {}", provider.name(), e.getMessage());
      return Optional.empty();
    }
  }
}
