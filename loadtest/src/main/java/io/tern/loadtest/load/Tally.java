package io.tern.loadtest.load;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What became of the submissions of a run. Times are nanoseconds; a histogram keeps three digits.
 * Used by one thread while the run lasts.
 */
public final class Tally {
  private static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);

  private static final int TIMED_JOBS = 1_000_000;

  /** What a submission that was sent has come to. */
  public enum Answer {
    /** 2xx. */
    ACCEPTED,
    /** 503 or 429: it is sent again. */
    PUSHED_BACK,
    /** Another status: the job is given up. */
    REFUSED,
    /** None: the job may exist or not, and is not sent again. */
    UNKNOWN,
    /** No connection could be made: it is sent again, for minutes. */
    UNREACHABLE
  }

  private final long[] sentMicros;
  private final long[] answers = new long[Answer.values().length];
  private final Onlooker onlooker;
  final Histogram latencyNanos = new Histogram(HOUR_NANOS, 3);
  final Histogram sendDelayNanos = new Histogram(HOUR_NANOS, 3);
  long startedNanos;
  long endedNanos;

  Tally(long jobs, Onlooker onlooker) {
    this.onlooker = onlooker;
    sentMicros = new long[(int) Math.min(jobs, TIMED_JOBS)];
  }

  /** When job {@code number} was first sent, in microseconds since 1970; of the first million. */
  public long sentMicros(int number) {
    return sentMicros[number];
  }

  /** From the intended time of sending to the whole answer, of those accepted. */
  public Histogram latencyNanos() {
    return latencyNanos;
  }

  /** From the intended to the real time of sending: the generator's own lag. */
  public Histogram sendDelayNanos() {
    return sendDelayNanos;
  }

  /** Answers 2xx. */
  public long accepted() {
    return of(Answer.ACCEPTED);
  }

  /** Answers 503 or 429; each was tried again. */
  public long pushedBack() {
    return of(Answer.PUSHED_BACK);
  }

  /** Other answers; those jobs were given up. */
  public long refused() {
    return of(Answer.REFUSED);
  }

  /** No answer: the job may exist or not, and was not sent again. */
  public long unknown() {
    return of(Answer.UNKNOWN);
  }

  /** Times that no connection could be made; each submission was tried again for minutes. */
  public long unreachable() {
    return of(Answer.UNREACHABLE);
  }

  public double seconds() {
    return (endedNanos - startedNanos) / 1e9;
  }

  /** A percentile of the latency, in milliseconds. */
  public double latencyMs(double percentile) {
    return latencyNanos.getValueAtPercentile(percentile) / 1e6;
  }

  void sent(long job, long delayNanos) {
    if (job < sentMicros.length && sentMicros[(int) job] == 0) {
      sentMicros[(int) job] = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
    sendDelayNanos.recordValue(clamp(delayNanos));
    onlooker.sent();
  }

  /** One came {@code nanos} after the intended time of sending. */
  void came(Answer answer, long nanos) {
    answers[answer.ordinal()]++;
    if (answer == Answer.ACCEPTED) {
      latencyNanos.recordValue(clamp(nanos));
    }
    onlooker.came(answer, nanos);
  }

  private long of(Answer answer) {
    return answers[answer.ordinal()];
  }

  private static long clamp(long nanos) {
    return Math.clamp(nanos, 0, HOUR_NANOS);
  }

  @Override
  public String toString() {
    return "accepted %d (%.0f/s), pushed back %d, refused %d, unknown %d; ms p50 %.2f p99 %.2f; "
            .formatted(
                accepted(),
                accepted() / Math.max(1e-9, seconds()),
                pushedBack(),
                refused(),
                unknown(),
                latencyMs(50),
                latencyMs(99))
        + "send delay ms p99 %.2f".formatted(sendDelayNanos.getValueAtPercentile(99) / 1e6);
  }
}
