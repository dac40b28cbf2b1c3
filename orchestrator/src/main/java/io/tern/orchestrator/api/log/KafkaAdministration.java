package io.tern.orchestrator.api.log;

import io.tern.ledger.SettingChanged;
import io.tern.orchestrator.api.Administration;
import io.tern.orchestrator.api.CommandLog;
import io.tern.orchestrator.journal.wire.CancelAll;
import io.tern.orchestrator.journal.wire.Command;
import io.tern.orchestrator.journal.wire.ForceStart;
import io.tern.orchestrator.journal.wire.Verdict;
import io.tern.orchestrator.settings.AuditLog;
import io.tern.orchestrator.settings.SettingCodec;
import io.tern.orchestrator.settings.SettingsView;
import io.tern.setting.Change;
import io.tern.setting.Settings;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.UUID;

/** {@link Administration} by commands, and by the topics that the leader answers them on. */
public final class KafkaAdministration implements Administration {
  /** Names no job: the command concerns all of them. */
  private static final UUID ALL = new UUID(0, 0);

  private static final int MOST_AT_ONCE = 60;

  private final Vertx vertx;
  private final CommandLog log;
  private final SettingsView view;
  private final AuditLog audit;

  public KafkaAdministration(Vertx vertx, CommandLog log, SettingsView view, AuditLog audit) {
    this.vertx = vertx;
    this.log = log;
    this.view = view;
    this.audit = audit;
  }

  @Override
  public Settings settings() {
    return view.now();
  }

  /** Answered once this node shows what was changed, with all that a ban has cancelled. */
  @Override
  public Future<Verdict> change(String principal, List<Change> changes) {
    Context context = vertx.getOrCreateContext();
    Command.Builder command =
        Command.newBuilder().setPrincipal(principal).setSettings(SettingCodec.command(changes));
    return log.ask(ALL, command)
        .compose(verdict -> log.upToDate().compose(v -> shown(context)).map(verdict));
  }

  @Override
  public Future<Verdict> cancelAll(String principal, String vo, String reason) {
    return log.ask(
        ALL,
        Command.newBuilder()
            .setPrincipal(principal)
            .setCancelAll(CancelAll.newBuilder().setVo(vo).setReason(reason)));
  }

  /** A command holds a bounded number; each is asked once the one before is answered. */
  @Override
  public Future<Verdict> forceStart(String principal, List<Long> transfers) {
    Future<Verdict.Builder> all = Future.succeededFuture(Verdict.newBuilder().setStatus(200));
    for (int from = 0; from < transfers.size(); from += MOST_AT_ONCE) {
      int to = Math.min(transfers.size(), from + MOST_AT_ONCE);
      ForceStart force =
          ForceStart.newBuilder().addAllTransfer(transfers.subList(from, to)).build();
      all =
          all.compose(sum ->
              log.ask(ALL, Command.newBuilder().setPrincipal(principal).setForceStart(force))
                  .map(sum::mergeFrom));
    }
    return all.map(Verdict.Builder::build);
  }

  private Future<Void> shown(Context context) {
    Promise<Void> promise = Promise.promise();
    view.caughtUp().onComplete(done -> context.runOnContext(v -> promise.handle(done)));
    return promise.future();
  }

  @Override
  public List<SettingChanged> audit(int most) {
    return audit.latest(most);
  }
}
