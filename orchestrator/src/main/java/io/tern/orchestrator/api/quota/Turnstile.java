package io.tern.orchestrator.api.quota;

import io.tern.orchestrator.api.exchange.Reading;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.quota.QuotaMeter.Kind;
import io.tern.orchestrator.view.JobReader;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Lets a VO in until its quota is used; what is beyond gets 429. For many threads. */
public final class Turnstile {
  private static final int QUEUE_RETRY_S = 30;
  private static final int STREAM_RETRY_S = 5;

  private final Quotas quotas;
  private final QuotaMeter meter;
  private final Queued queued;
  private final Rates rates = new Rates();
  private final Map<String, Integer> streams = new ConcurrentHashMap<>();

  public Turnstile(Quotas quotas, JobReader reader, Reading reading, QuotaMeter meter) {
    this.quotas = quotas;
    this.meter = meter;
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
      take(vo, quota.submissionsPerSecond());
    }
    long most = quota.queuedTransfers();
    return most == Long.MAX_VALUE
        ? Future.succeededFuture()
        : queued
            .of(vo, most)
            .compose(now -> now < most ? Future.succeededFuture() : full(vo, most));
  }

  private void take(String vo, int perSecond) {
    try {
      rates.take(vo, perSecond, "submissions of " + vo + " in one second (quota)");
    } catch (Refusal refused) {
      meter.refused(vo, Kind.SUBMISSIONS);
      throw refused;
    }
  }

  private Future<Void> full(String vo, long most) {
    meter.refused(vo, Kind.QUEUED_TRANSFERS);
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
      meter.refused(vo, Kind.EVENT_STREAMS);
      throw Refusal.later(
          429, "over " + most + " streams of events of " + vo + " (quota)", STREAM_RETRY_S);
    }
    return leave;
  }

  /** How much of their streams of events VOs have open; those without such a quota are absent. */
  public Map<String, Double> streamsUsed() {
    Map<String, Double> used = new HashMap<>();
    Stream.concat(quotas.byVo().keySet().stream().filter(vo -> !vo.equals("*")), open())
        .filter(vo -> quotas.of(vo).eventStreams() < Integer.MAX_VALUE)
        .forEach(vo ->
            used.put(vo, streams.getOrDefault(vo, 0) / (double) quotas.of(vo).eventStreams()));
    return used;
  }

  private Stream<String> open() {
    return streams.keySet().stream();
  }
}
