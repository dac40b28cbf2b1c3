package io.tern.orchestrator.api.quota;

import io.tern.orchestrator.api.exchange.Reading;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.view.JobReader;
import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Lets a VO in until its quota is used; what is beyond gets 429. For many threads. */
public final class Turnstile {
  private static final int QUEUE_RETRY_S = 30;
  private static final int STREAM_RETRY_S = 5;

  private final Quotas quotas;
  private final Queued queued;
  private final Rates rates = new Rates();
  private final Map<String, Integer> streams = new ConcurrentHashMap<>();

  public Turnstile(Quotas quotas, JobReader reader, Reading reading) {
    this.quotas = quotas;
    this.queued = new Queued(reader, reading, System::nanoTime);
  }

  /** Bytes that a submission of {@code vo} may have. */
  public long body(String vo) {
    return quotas.of(vo).body();
  }

  /** Counts a submission of {@code vo}; fails when it is one too many. */
  public Future<Void> submission(String vo) {
    Quota quota = quotas.of(vo);
    if (quota.submissionsPerSecond() < Integer.MAX_VALUE) {
      rates.take(
          vo, quota.submissionsPerSecond(), "submissions of " + vo + " in one second (quota)");
    }
    long most = quota.queuedTransfers();
    return most == Long.MAX_VALUE
        ? Future.succeededFuture()
        : queued
            .of(vo, most)
            .compose(now -> now < most ? Future.succeededFuture() : full(vo, most));
  }

  private static Future<Void> full(String vo, long most) {
    return Future.failedFuture(
        Refusal.later(429, most + " transfers of " + vo + " wait (quota)", QUEUE_RETRY_S));
  }

  /** Counts a stream of events of {@code vo} until what it returns is run, once. */
  public Runnable stream(String vo) {
    int most = quotas.of(vo).eventStreams();
    int open = streams.merge(vo, 1, Integer::sum);
    Runnable leave = () -> streams.computeIfPresent(vo, (v, n) -> n > 1 ? n - 1 : null);
    if (open > most) {
      leave.run();
      throw Refusal.later(
          429, "over " + most + " streams of events of " + vo + " (quota)", STREAM_RETRY_S);
    }
    return leave;
  }
}
