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
   * Asks for changes, all of them or none, at most 100. The verdict of a ban tells the jobs that it
   * meets, at most 1,000. Completes once they hold for the coordinator and show in {@link
   * #settings} here; fails as {@link CommandLog} does.
   *
   * @param principal who asks, for the audit
   */
  Future<Verdict> change(String principal, List<Change> changes);

  /**
   * Cancels all unfinished jobs of a VO, or of all for {@code *}. Once this completes none of them
   * starts anything any more and all are shown as cancelled. The verdict tells how many jobs and
   * transfers.
   */
  Future<Verdict> cancelAll(String principal, String vo, String reason);

  /**
   * Lets transfers that wait start next, whatever the limits say. The verdict tells which will, and
   * which never were; all others do not wait.
   */
  Future<Verdict> forceStart(String principal, List<Long> transfers);

  /** The latest changes, newest first. Blocks: not on an event loop. */
  List<SettingChanged> audit(int most);
}
