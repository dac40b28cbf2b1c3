package io.tern.breaker;

/**
 * Shuts a storage's direction when attempts there fail one after another without a single success
 * between, whatever part usually fails; then lets one in from time to time to see. (The pattern of
 * Nygard, Release It!, 2007.) One success opens it again.
 */
public final class Breaker {
  /** Failures in a row that shut it: by chance alone where six of ten fail, once in 27,000. */
  public static final int FAILURES = 20;

  /** Between two attempts that are let in to see. */
  public static final long PROBE_EVERY_MS = 30_000;

  /** Whether attempts may start. */
  public enum State {
    CLOSED,
    /** Nothing starts. */
    OPEN,
    /** One attempt may start, to see. */
    PROBING
  }

  private State state = State.CLOSED;
  private int failures;
  private long probeMs;

  public State state() {
    return state;
  }

  /** When it lets the next attempt in; while it is open. */
  public long probeMs() {
    return probeMs;
  }

  /** An attempt has succeeded here. */
  public void succeeded() {
    failures = 0;
    state = State.CLOSED;
  }

  /** An attempt has failed, not by its own fault alone. */
  public void failed(long nowMs) {
    failures = Math.min(FAILURES, failures + 1);
    if (state == State.PROBING || (state == State.CLOSED && failures >= FAILURES)) {
      shut(nowMs);
    }
  }

  /** It is known to be out of order; the next probe is as after a failure. */
  public void shut(long nowMs) {
    failures = FAILURES;
    state = State.OPEN;
    probeMs = nowMs + PROBE_EVERY_MS;
  }

  /** Lets time pass. */
  public void tick(long nowMs) {
    if (state == State.OPEN && nowMs >= probeMs) {
      state = State.PROBING;
    }
  }
}
