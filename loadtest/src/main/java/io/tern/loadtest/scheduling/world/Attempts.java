package io.tern.loadtest.scheduling.world;

import io.tern.loadtest.scheduling.plant.Unevenness;
import io.tern.loadtest.scheduling.policy.Request;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The transfers of a run by slot, and the attempt that each makes now. */
final class Attempts {
  /** The service's default. */
  private static final long STALL_MS = 300_000;

  /** What an attempt is at. */
  enum Phase {
    WAITING,
    SETUP,
    FLOWING,
    STALLED
  }

  /** One transfer and its attempt. */
  static final class Attempt {
    final Request request;
    final int stream;
    final long id;
    final long queuedMs;
    int tries;
    int link;
    long startMs;
    long flowMs;
    double mark;
    double toMove;
    Phase phase = Phase.WAITING;
    @Nullable Fate fate;
    @Nullable Unevenness unevenness;
    boolean hasSpace;
    int at = -1;
    private long told;
    private long toldMs;

    Attempt(Request request, int stream, long id, long queuedMs) {
      this.request = request;
      this.stream = stream;
      this.id = id;
      this.queuedMs = queuedMs;
    }

    /** One more try. */
    void begin(int onLink, long now) {
      link = onLink;
      startMs = now;
      tries++;
      phase = Phase.SETUP;
      told = 0;
    }

    /** Whether not a byte has moved for as long as an agent waits for one. */
    boolean standsStill(long moved, long now) {
      if (moved > told) {
        told = moved;
        toldMs = now;
      }
      return now - Math.max(toldMs, flowMs) > STALL_MS;
    }

    /** A number of its own for each attempt of a run. */
    long number() {
      return id * 64 + Math.min(tries, 63);
    }
  }

  private @Nullable Attempt[] bySlot = new Attempt[1024];
  private int[] free = new int[1024];
  private int frees;
  private int slots;
  private int[] running = new int[1024];
  private int runnings;
  private int[] lives = new int[1024];

  /** A slot that nobody has. */
  int freeSlot() {
    return frees > 0 ? free[--frees] : slots++;
  }

  void put(int slot, Attempt attempt) {
    if (slot >= bySlot.length) {
      bySlot = Arrays.copyOf(bySlot, slot * 2);
      lives = Arrays.copyOf(lives, slot * 2);
    }
    bySlot[slot] = attempt;
  }

  /** The transfer in a slot that is taken. */
  Attempt get(int slot) {
    Attempt attempt = bySlot[slot];
    if (attempt == null) {
      throw new IllegalStateException("slot: " + slot + " (expected: one that is taken)");
    }
    return attempt;
  }

  void remove(int slot) {
    bySlot[slot] = null;
    if (frees == free.length) {
      free = Arrays.copyOf(free, frees * 2);
    }
    free[frees++] = slot;
  }

  /** An attempt begins: what is due for one before means nothing any more. */
  void begin(int slot) {
    lives[slot]++;
    Attempt attempt = get(slot);
    if (runnings == running.length) {
      running = Arrays.copyOf(running, runnings * 2);
    }
    attempt.at = runnings;
    running[runnings++] = slot;
  }

  void end(int slot) {
    lives[slot]++;
    Attempt attempt = get(slot);
    int last = running[--runnings];
    running[attempt.at] = last;
    get(last).at = attempt.at;
    attempt.at = -1;
    attempt.phase = Phase.WAITING;
    attempt.unevenness = null;
  }

  /** Names the attempt that a slot makes now. */
  long ref(int slot) {
    return (long) lives[slot] << 32 | slot;
  }

  boolean isCurrent(long ref) {
    return lives[(int) ref] == (int) (ref >>> 32);
  }

  int running() {
    return runnings;
  }

  /** The slot of one that runs. */
  int running(int index) {
    return running[index];
  }
}
