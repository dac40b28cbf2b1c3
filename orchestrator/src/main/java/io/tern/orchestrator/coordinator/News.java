package io.tern.orchestrator.coordinator;

import io.tern.job.JobState;
import io.tern.ledger.Effect;
import io.tern.ledger.LedgerRecord.AttemptEnded;
import io.tern.ledger.LedgerRecord.JobChanged;
import io.tern.ledger.Step;
import io.tern.orchestrator.event.Event;
import io.tern.orchestrator.event.EventRecord;
import io.tern.orchestrator.event.EventWriter;
import io.tern.orchestrator.journal.wire.JobHeader;
import io.tern.setting.Global;
import io.tern.setting.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes messages of what a step has to tell, from all that the step says of it. One thread. */
final class News {
  private final EventWriter writer;
  private final Texts texts;
  private final Supplier<Settings> settings;

  News(EventWriter writer, Texts texts, Supplier<Settings> settings) {
    this.writer = writer;
    this.texts = texts;
    this.settings = settings;
  }

  List<EventRecord> of(Step step) {
    List<EventRecord> records = new ArrayList<>();
    if (!writer.isOn()) {
      return records;
    }
    Map<Long, AttemptEnded> attempts = new HashMap<>();
    Map<UUID, JobState> ends = new HashMap<>();
    step.records()
        .forEach(record -> {
          if (record instanceof AttemptEnded ended) {
            attempts.put(ended.transfer(), ended);
          } else if (record instanceof JobChanged changed && changed.ended() != null) {
            ends.put(changed.job(), changed.ended());
          }
        });
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.Told told) {
        JobState job = ends.getOrDefault(told.job(), told.jobState());
        records.addAll(writer.of(event(told, attempts.get(told.transfer()), job, step.nowMs())));
      }
    }
    return records;
  }

  private Event event(Effect.Told told, @Nullable AttemptEnded attempt, JobState job, long nowMs) {
    JobHeader header = texts.header(told.job());
    return new Event(
        told,
        texts.file(told.job(), told.part(), told.place()),
        header,
        user(header),
        attempt,
        job,
        nowMs);
  }

  /** Only a VO itself lets its users be named, as in FTS: what is set for all VOs does not. */
  private String user(JobHeader header) {
    return settings
        .get()
        .find(Global.class, Global.nameOf(header.getVo()))
        .filter(own -> Boolean.TRUE.equals(own.setting().showUserDn()))
        .map(own -> header.getUserDn())
        .orElse("");
  }
}
