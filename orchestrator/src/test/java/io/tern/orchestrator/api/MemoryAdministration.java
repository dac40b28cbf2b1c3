package io.tern.orchestrator.api;

import io.tern.ledger.SettingChanged;
import io.tern.orchestrator.journal.wire.Verdict;
import io.tern.setting.Change;
import io.tern.setting.Setting;
import io.tern.setting.Settings;
import io.tern.setting.Settings.Written;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings in memory: every change holds at once. */
public final class MemoryAdministration implements Administration {
  private final List<SettingChanged> changes = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private volatile Settings settings = Settings.NONE;

  @Override
  public Settings settings() {
    return settings;
  }

  @Override
  public synchronized Future<Verdict> change(String principal, List<Change> wanted) {
    long now = System.currentTimeMillis();
    Map<String, Optional<Written<?>>> after = new LinkedHashMap<>();
    for (Change change : wanted) {
      Written<?> written =
          change instanceof Change.Put(Setting setting)
              ? new Written<>(setting, principal, now)
              : null;
      changes.addFirst(
          new SettingChanged(change.name(), settings.find(change.name()), written, principal, now));
      after.put(change.name(), Optional.ofNullable(written));
    }
    settings = settings.after(after);
    return Future.succeededFuture(Verdict.newBuilder().setStatus(200).build());
  }

  /** Commands that concern many, as they were asked. */
  public synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public synchronized Future<Verdict> cancelAll(String principal, String vo, String reason) {
    asked.add("cancel " + vo);
    return Future.succeededFuture(
        Verdict.newBuilder().setStatus(200).setJobs(1).setTransfers(2).build());
  }

  @Override
  public synchronized Future<Verdict> forceStart(String principal, List<Long> transfers) {
    asked.add("force " + transfers);
    return Future.succeededFuture(
        Verdict.newBuilder().setStatus(200).addAllStarted(transfers).build());
  }

  @Override
  public synchronized List<SettingChanged> audit(int most) {
    return changes.stream().limit(most).toList();
  }
}
