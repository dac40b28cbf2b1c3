package io.tern.orchestrator.api.log;

import io.tern.ledger.SettingChanged;
import io.tern.orchestrator.api.Administration;
import io.tern.orchestrator.api.CommandLog;
import io.tern.orchestrator.journal.wire.Command;
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

  @Override
  public Future<Verdict> change(String principal, List<Change> changes) {
    Context context = vertx.getOrCreateContext();
    Command.Builder command =
        Command.newBuilder().setPrincipal(principal).setSettings(SettingCodec.command(changes));
    return log.ask(ALL, command).compose(verdict -> shown(context).map(verdict));
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
