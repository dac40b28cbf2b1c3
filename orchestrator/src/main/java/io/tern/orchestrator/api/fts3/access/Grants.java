package io.tern.orchestrator.api.fts3.access;

import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.exchange.Bodies;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.fts3.setting.Changing;
import io.tern.orchestrator.api.fts3.setting.Lists;
import io.tern.orchestrator.api.fts3.setting.Members;
import io.tern.orchestrator.api.fts3.setting.Rows;
import io.tern.orchestrator.api.identity.Operation;
import io.tern.setting.Access.Grant;
import io.tern.setting.Change;
import io.tern.setting.Settings;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** {@code /config/authorize}: rights of single users. */
final class Grants {
  private final Changing changing;

  Grants(Changing changing) {
    this.changing = changing;
  }

  Future<Void> list(Exchange exchange) {
    require(exchange);
    return Lists.answerAll(exchange, matching(exchange));
  }

  Future<Void> add(Exchange exchange) {
    require(exchange);
    return Bodies.smallObject(exchange.request())
        .map(body -> grant(new Members(body)))
        .compose(grant ->
            changing
                .put(exchange, grant)
                .compose(
                    done -> Answers.json(exchange.request(), 200, out -> Rows.write(out, grant))));
  }

  Future<Void> remove(Exchange exchange) {
    require(exchange);
    if (exchange.query("dn").isEmpty()) {
      throw Refusal.badRequest("Missing DN parameter");
    }
    List<Change> changes =
        matching(exchange).stream().<Change>map(grant -> new Change.Remove(grant.name())).toList();
    return changing.ask(exchange, changes).compose(done -> Answers.empty(exchange.request(), 204));
  }

  private static void require(Exchange exchange) {
    exchange.requireForAll(Operation.CONFIG);
    exchange.requireCertificate();
  }

  private List<Grant> matching(Exchange exchange) {
    Optional<String> dn = exchange.query("dn");
    Optional<String> operation = exchange.query("operation");
    return changing.now().all(Grant.class).stream()
        .map(Settings.Written::setting)
        .filter(grant -> dn.map(grant.dn()::equals).orElse(true))
        .filter(grant -> operation.map(grant.operation()::equals).orElse(true))
        .toList();
  }

  private static Grant grant(Members given) {
    String missing = "Missing dn and/or operation";
    String dn = given.text("dn", missing);
    String operation = given.text("operation", missing);
    if (operation.equals(Operation.ADMIN.text())) {
      throw Refusal.badRequest("'admin' level can only be changed via database access");
    }
    return Changing.made(() -> new Grant(dn, operation));
  }
}
