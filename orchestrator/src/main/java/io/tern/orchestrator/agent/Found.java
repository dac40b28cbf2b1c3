package io.tern.orchestrator.agent;

import io.tern.orchestrator.journal.wire.Held;
import io.tern.storage.Stat;
import java.util.Optional;

/**
 * What an attempt found before it decided.
 *
 * @param source empty when it was not looked at and the user gave no size
 * @param looked whether the destination was looked at
 * @param destination empty when nothing is there
 */
record Found(Optional<Stat> source, boolean looked, Optional<Stat> destination) {

  long size() {
    return source.map(Stat::size).orElse(-1L);
  }

  /** What the destination holds, for the report before COPY. */
  Held held() {
    return looked ? held(destination) : Held.getDefaultInstance();
  }

  static Held held(Optional<Stat> destination) {
    Held.Builder held = Held.newBuilder().setKnown(true).setExists(destination.isPresent());
    destination.ifPresent(stat -> held.setSize(stat.size()).setModifiedMs(stat.modifiedMs()));
    return held.build();
  }

  /** Whether a destination has changed since it was known to hold {@code before}. */
  static boolean changed(Held before, Optional<Stat> now) {
    return before.getKnown() && !before.equals(held(now));
  }
}
