package io.tern.orchestrator.telemetry;

import io.tern.orchestrator.telemetry.catalogue.Exposition;
import io.tern.orchestrator.telemetry.catalogue.Meters;
import io.tern.orchestrator.telemetry.catalogue.Metric;
import io.tern.storage.failure.Gist;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * What was said of attempts that failed, without names of files: how often, and since when. At most
 * {@value #MOST} texts; when there is room for no more, those that were not heard for an hour go.
 * For many threads.
 */
final class Complaints {
  static final int MOST = 100;
  private static final long FORGET_MS = Duration.ofHours(1).toMillis();
  private static final Text REST = new Text(Meters.OTHER, Meters.OTHER);

  private final Map<Text, Heard> texts = new ConcurrentHashMap<>();
  private final LongSupplier nowMs;

  private record Text(String errorClass, String message) {
    static Text of(String errorClass, String message) {
      String gist = Gist.of(message);
      return new Text(errorClass, gist.isEmpty() ? "none" : gist);
    }
  }

  private static final class Heard {
    final LongAdder times = new LongAdder();
    final long firstMs;
    volatile long lastMs;

    Heard(long nowMs) {
      firstMs = nowMs;
      lastMs = nowMs;
    }
  }

  /**
   * @param nowMs wall clock, since the epoch
   */
  Complaints(LongSupplier nowMs) {
    this.nowMs = nowMs;
  }

  void add(String errorClass, String message) {
    long now = nowMs.getAsLong();
    Text text = Text.of(errorClass, message);
    boolean room = texts.containsKey(text) || texts.size() < MOST || makesRoom(now);
    Heard heard = texts.computeIfAbsent(room ? text : REST, first -> new Heard(now));
    heard.times.increment();
    heard.lastMs = now;
  }

  private boolean makesRoom(long now) {
    return texts.values().removeIf(heard -> now - heard.lastMs > FORGET_MS);
  }

  void show(Exposition out) {
    texts.forEach((text, heard) -> {
      out.counter(Metric.ERROR_MESSAGES, heard.times.sum(), text.errorClass(), text.message());
      out.gauge(Metric.ERROR_FIRST_SEEN, heard.firstMs / 1000.0, text.errorClass(), text.message());
    });
  }
}
