package io.tern.orchestrator;

import java.util.UUID;
import java.util.function.Supplier;

/** Names for lives of this node's agent; later ones compare greater as texts. */
final class Incarnations implements Supplier<String> {
  private long last;

  @Override
  public synchronized String get() {
    last = Math.max(last + 1, System.currentTimeMillis());
    return "%013d-%s".formatted(last, UUID.randomUUID().toString().substring(0, 8));
  }
}
