package io.tern.orchestrator.api.fts3.access;

import io.tern.job.StorageName;
import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.fts3.setting.Changing;
import io.tern.orchestrator.api.fts3.setting.Members;
import io.tern.orchestrator.api.identity.Operation;
import io.tern.setting.Ban;
import io.vertx.core.Future;
import java.util.Locale;
import java.util.Optional;

/** {@code /ban/se}: storages that a VO may not use (docs/fts3-dialect.md, 1.8). */
final class StorageBans {
  private final Changing changing;

  StorageBans(Changing changing) {
    this.changing = changing;
  }

  Future<Void> list(Exchange exchange) {
    exchange.requireForAll(Operation.CONFIG);
    return BanAnswers.list(exchange, changing.now().all(Ban.OfStorage.class));
  }

  Future<Void> add(Exchange exchange) {
    exchange.requireForAll(Operation.CONFIG);
    return BanForm.read(exchange)
        .map(given -> ban(given, exchange.caller().vo()))
        .compose(ban -> changing.put(exchange, ban))
        .compose(verdict -> BanAnswers.met(exchange, verdict));
  }

  Future<Void> remove(Exchange exchange) {
    exchange.requireForAll(Operation.CONFIG);
    StorageName storage =
        exchange
            .query("storage")
            .map(Changing::storage)
            .orElseThrow(() -> Refusal.badRequest("Missing storage parameter"));
    return changing
        .remove(exchange, Ban.OfStorage.nameOf(storage, exchange.caller().vo()))
        .compose(done -> Answers.empty(exchange.request(), 204));
  }

  private static Ban.OfStorage ban(Members given, String vo) {
    StorageName storage = Changing.storage(given.text("storage", "Missing storage parameter"));
    Ban.Status status = status(given);
    Integer timeout = given.integer("timeout");
    return Changing.made(() ->
        new Ban.OfStorage(
            storage,
            vo,
            status,
            timeout == null ? 0 : timeout,
            Optional.ofNullable(given.text("message")).orElse("")));
  }

  private static Ban.Status status(Members given) {
    String status = Optional.ofNullable(given.text("status")).orElse("cancel");
    Boolean submit = given.bool("allow_submit");
    boolean allowed = submit != null && submit;
    return switch (status.toLowerCase(Locale.ROOT)) {
      case "wait" -> allowed ? Ban.Status.WAIT_AS : Ban.Status.WAIT;
      case "cancel" -> {
        if (allowed) {
          throw Refusal.badRequest("allow_submit and status = CANCEL can not be combined");
        }
        yield Ban.Status.CANCEL;
      }
      default -> throw Refusal.badRequest("status can only be cancel or wait");
    };
  }
}
