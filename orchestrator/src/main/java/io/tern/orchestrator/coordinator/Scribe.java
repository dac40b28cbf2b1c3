package io.tern.orchestrator.coordinator;

import io.tern.ledger.Effect;
import io.tern.ledger.LedgerRecord;
import io.tern.ledger.Step;
import io.tern.orchestrator.event.EventRecord;
import io.tern.orchestrator.event.EventWriter;
import io.tern.orchestrator.journal.Entry;
import io.tern.orchestrator.journal.Keys;
import io.tern.orchestrator.journal.LedgerCodec;
import io.tern.orchestrator.journal.wire.CancelOrder;
import io.tern.orchestrator.journal.wire.Dispatch;
import io.tern.orchestrator.journal.wire.Part;
import io.tern.orchestrator.journal.wire.Position;
import io.tern.orchestrator.journal.wire.Verdict;
import io.tern.orchestrator.journal.wire.WideCancel;
import io.tern.orchestrator.view.Applied;
import io.tern.orchestrator.view.Expired;
import io.tern.setting.Order;
import io.tern.setting.Settings.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes down what steps decided: into the journal first, then into this node's own store, then to
 * be seen. One thread.
 */
final class Scribe {
  private final CoordinatorSettings settings;
  private final Replica replica;
  private final StepLog stepLog;
  private final StepClock clock;
  private final CoordinatorMeter meter;
  private final Texts texts;
  private final Dispatches dispatches;
  private final News news;

  private volatile Position position;
  private long committedMonoMs;

  /**
   * @param position the last of the leaders before
   */
  Scribe(
      CoordinatorSettings settings,
      Replica replica,
      StepLog stepLog,
      StepClock clock,
      Position position,
      CoordinatorMeter meter) {
    this.settings = settings;
    this.replica = replica;
    this.stepLog = stepLog;
    this.clock = clock;
    this.meter = meter;
    this.texts = new Texts(replica.store());
    this.dispatches = new Dispatches(texts);
    this.news = new News(new EventWriter(settings.events()), texts, replica.ledger()::settings);
    this.position =
        position.toBuilder()
            .setClaim(position.getClaim() + 1)
            .setLeader(settings.node())
            .setPartitions(1)
            .setFormat(Coordinator.FORMAT)
            .build();
  }

  long sinceCommitMs() {
    return clock.monoMs() - committedMonoMs;
  }

  /**
   * Lets all see who leads. This step has the time of the one before it: were it this node's and
   * wrong, no later leader could step until that time has come.
   */
  void claim() throws Deposed {
    commit(
        new StepLog.Content(
            List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), position));
  }

  /** Commits a step that was decided upon up to where {@code hearing} is. */
  void commit(Step step, Hearing hearing, boolean held) throws Deposed {
    long begun = System.nanoTime();
    position =
        position.toBuilder()
            .setCommands(hearing.nextCommand())
            .setReports(hearing.nextReport())
            .setStepMs(step.nowMs())
            .setNextTransfer(replica.ledger().nextTransfer())
            .setHeld(held)
            .clearCancelling()
            .addAllCancelling(replica.ledger().cancelling().stream().map(Scribe::wire).toList())
            .build();
    texts.begin();
    List<Entry> entries = entries(step, hearing);
    List<Dispatch> out = new ArrayList<>();
    List<Map.Entry<String, Verdict>> verdicts = new ArrayList<>();
    for (Effect effect : step.effects()) {
      switch (effect) {
        case Effect.Start start -> out.add(dispatches.of(start));
        case Effect.Stop stop -> out.add(Dispatches.of(stop));
        case Effect.Told ignored -> {}
        case Effect.Answer answer ->
            verdicts.add(Map.entry(answer.ask().node(), VerdictCodec.verdict(answer)));
      }
    }
    List<EventRecord> events = news.of(step);
    commit(
        new StepLog.Content(
            entries, step.settings(), step.lessons(), out, verdicts, events, List.of(), position));
    meter.committed(entries.size() + out.size() + events.size(), System.nanoTime() - begun);
    meter.decided(step, replica.ledger());
  }

  /** Removes what is over from the journal, and keeps what it came to in the archive. */
  void remove(Expired expired) throws Deposed {
    List<Entry> gone = expired.keys().stream().map(key -> new Entry(key, null)).toList();
    commit(
        new StepLog.Content(
            gone,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            expired.archived(),
            position));
  }

  /** As of the last step that was committed. */
  Position position() {
    return position;
  }

  private void commit(StepLog.Content content) throws Deposed {
    long beforeMs = clock.wallMs();
    var done = stepLog.commit(content);
    replica.keep(content.entries(), new Applied(position, done.nextOffset(), done.appendedMs()));
    replica.show();
    committedMonoMs = clock.monoMs();
    checkClock(beforeMs, done.appendedMs());
  }

  /** The broker appended between two moments here; a clock that says otherwise is wrong. */
  private void checkClock(long beforeMs, long appendedMs) throws Deposed {
    long off = Math.max(beforeMs - appendedMs, appendedMs - clock.wallMs());
    if (off > settings.maxClockSkew().toMillis()) {
      throw Deposed.byClock(off, settings.maxClockSkew().toMillis());
    }
  }

  private static WideCancel wire(Written<Order.Cancel> cancel) {
    Order.Cancel order = cancel.setting();
    return WideCancel.newBuilder()
        .setOrder(
            CancelOrder.newBuilder()
                .setVo(order.vo())
                .setBelow(order.below())
                .setReason(order.reason()))
        .setAtMs(cancel.atMs())
        .build();
  }

  private List<Entry> entries(Step step, Hearing hearing) {
    List<Entry> entries = new ArrayList<>(step.records().size());
    for (LedgerRecord record : step.records()) {
      switch (record) {
        case LedgerRecord.PartAccepted accepted -> entries.add(part(accepted, hearing));
        case LedgerRecord.PartsDropped dropped ->
            dropped
                .parts()
                .forEach(part -> entries.add(new Entry(Keys.part(dropped.job(), part), null)));
        case LedgerRecord.JobChanged changed -> entries.add(LedgerCodec.encode(changed));
        case LedgerRecord.TransferChanged changed -> entries.add(LedgerCodec.encode(changed));
        case LedgerRecord.AttemptEnded ended -> entries.add(LedgerCodec.encode(ended));
      }
    }
    return entries;
  }

  private Entry part(LedgerRecord.PartAccepted accepted, Hearing hearing) {
    Part part = hearing.part(accepted.part());
    texts.accepted(part);
    return new Entry(Keys.part(accepted.job(), part.getPart()), part.toByteArray());
  }

  String describe() {
    return "claim %d, commands %d, reports %d"
        .formatted(position.getClaim(), position.getCommands(), position.getReports());
  }
}
