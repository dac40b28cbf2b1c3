package io.tern.orchestrator.coordinator;

import io.tern.job.JobState;
import io.tern.ledger.Effect;
import io.tern.ledger.LedgerRecord.AttemptEnded;
import io.tern.ledger.LedgerRecord.JobChanged;
import io.tern.ledger.Step;
import io.tern.orchestrator.event.Event;
import io.tern.orchestrator.event.EventRecord;
import io.tern.orchestrator.event.EventWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes messages of what a step has to tell, from all that the step says of it. One thread. */
final class News {
  private final EventWriter writer;
  private final Texts texts;

  News(EventWriter writer, Texts texts) {
    this.writer = writer;
    this.texts = texts;
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
    return new Event(
        told,
        texts.file(told.job(), told.part(), told.place()),
        texts.header(told.job()),
        attempt,
        job,
        nowMs);
  }
}
