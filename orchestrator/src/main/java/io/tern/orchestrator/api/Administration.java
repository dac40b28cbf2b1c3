package io.tern.orchestrator.api;

import io.tern.ledger.SettingChanged;
import io.tern.orchestrator.journal.wire.Verdict;
import io.tern.setting.Change;
import io.tern.setting.Settings;
import io.vertx.core.Future;
import java.util.List;

/** What operators have set, and how they change it. Futures complete on the caller's context. */
public interface Administration {

  /** What holds, as far as this node knows; a moment behind at most. */
  Settings settings();

  /**
   * Asks for changes, all of them or none. Completes once they hold for the coordinator and show in
   * {@link #settings} here; fails as {@link CommandLog} does.
   *
   * @param principal who asks, for the audit
   */
  Future<Verdict> change(String principal, List<Change> changes);

  /** The latest changes, newest first. Blocks: not on an event loop. */
  List<SettingChanged> audit(int most);
}
