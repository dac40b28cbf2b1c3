package io.tern.loadtest.farm.flow;

/** Monotonic time and timers of one thread; every action runs on that thread. */
public interface Timeline {
  long nowNanos();

  /** Runs {@code action} once, {@code nanos} from now or a little later. */
  Timer after(long nanos, Runnable action);

  /** A timer that has not fired yet; cancelling one that has does nothing. */
  interface Timer {
    void cancel();
  }
}
