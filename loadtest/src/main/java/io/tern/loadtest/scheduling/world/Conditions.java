package io.tern.loadtest.scheduling.world;

import io.tern.loadtest.scheduling.plant.Chance;
import io.tern.loadtest.scheduling.plant.Endpoint;
import io.tern.loadtest.scheduling.plant.Plant;
import io.tern.loadtest.scheduling.trace.Incident;
import io.tern.loadtest.scheduling.trace.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The state of a plant's storages over time: what others take of them, and what has befallen them.
 * Ends are numbered as at {@link io.tern.loadtest.scheduling.flow.Fluid}. The same plant, trace and
 * length give the same conditions, whatever a policy does.
 */
public final class Conditions {
  /** How often the background changes. */
  public static final long PERIOD_MS = 10_000;

  private static final double DAY_MS = 86_400_000;
  private static final double NOISE = 0.05;
  private static final double MEMORY_MS = 600_000;
  private static final double MOST_BACKGROUND = 0.6;
  private static final long WHAT = 0x42616b67L;

  private final Plant plant;
  private final List<Befallen> incidents;
  private final SplittableRandom chance;
  private final double[] phase;
  private final double[] noise;
  private final double[] available;
  private final double[] factor;
  private final boolean[] out;
  private final boolean[] blackHole;
  private final double[] spaceS;
  private final double[] filled;
  private boolean paused;
  private long next;

  /** An incident with its storages and times found. */
  record Befallen(Incident incident, boolean[] storages, long fromMs, long untilMs) {
    boolean holds(long nowMs) {
      return fromMs <= nowMs && nowMs < untilMs;
    }
  }

  public Conditions(Plant plant, Trace trace, long lengthMs) {
    this.plant = plant;
    incidents = trace.incidents().stream().map(one -> find(one, lengthMs)).toList();
    int storages = plant.storages().size();
    chance = Chance.source(plant.seed(), WHAT, 0);
    phase = chance.doubles(2L * storages).toArray();
    noise = new double[2 * storages];
    available = new double[2 * storages];
    factor = new double[storages];
    out = new boolean[storages];
    blackHole = new boolean[storages];
    spaceS = new double[storages];
    filled = new double[storages];
    advance(0);
  }

  private Befallen find(Incident incident, long lengthMs) {
    return new Befallen(
        incident,
        incident.storages().of(plant),
        Math.round(incident.from() * lengthMs),
        Math.round(incident.until() * lengthMs));
  }

  /** Brings the conditions to a time, which must not go back. */
  public void advance(long nowMs) {
    for (; next <= nowMs; next += PERIOD_MS) {
      drift(next);
    }
    Arrays.fill(factor, 1);
    Arrays.fill(out, false);
    Arrays.fill(blackHole, false);
    Arrays.fill(spaceS, Double.POSITIVE_INFINITY);
    Arrays.fill(filled, 1);
    paused = false;
    for (Befallen befallen : incidents) {
      if (befallen.holds(nowMs)) {
        befall(befallen);
      }
    }
  }

  private void befall(Befallen befallen) {
    Incident incident = befallen.incident();
    if (incident.kind() == Incident.Kind.PAUSE) {
      paused = true;
      return;
    }
    for (int storage = 0; storage < factor.length; storage++) {
      if (befallen.storages()[storage]) {
        befall(incident, storage, befallen.untilMs() - befallen.fromMs());
      }
    }
  }

  private void befall(Incident incident, int storage, long lengthMs) {
    switch (incident.kind()) {
      case CAPACITY -> factor[storage] *= incident.value();
      case OUTAGE -> out[storage] = true;
      case BLACK_HOLE -> blackHole[storage] = true;
      case FILLING -> {
        spaceS[storage] = incident.value();
        filled[storage] = Math.min(1, incident.value() * 1000 / lengthMs);
      }
      case PAUSE -> throw new IllegalArgumentException("a pause befalls no storage");
    }
  }

  /** A day's wave, and noise that forgets (Ornstein-Uhlenbeck). */
  private void drift(long nowMs) {
    double most = plant.physics().background();
    double keep = Math.exp(-PERIOD_MS / MEMORY_MS);
    double fresh = NOISE * Math.sqrt(1 - keep * keep) * (most > 0 ? 1 : 0);
    for (int e = 0; e < available.length; e++) {
      noise[e] = keep * noise[e] + fresh * chance.nextGaussian();
      double wave = most / 2 * (1 - Math.cos(2 * Math.PI * (nowMs / DAY_MS + phase[e])));
      available[e] = 1 - Math.clamp(wave + noise[e], 0, MOST_BACKGROUND);
    }
  }

  /** What an end can carry now for everybody together who is measured, bytes a millisecond. */
  public double capacity(int end) {
    Endpoint storage = plant.storages().get(end / 2);
    double whole = storage.gbps() * Plant.BYTES_PER_MS * available[end];
    return out[end / 2] || (end % 2 == 1 && blackHole[end / 2]) ? 0 : whole * factor[end / 2];
  }

  boolean isOut(int storage) {
    return out[storage];
  }

  boolean isBlackHole(int storage) {
    return blackHole[storage];
  }

  /** When incidents begin and end, ascending. */
  public List<Long> changesMs() {
    List<Long> times = new ArrayList<>();
    for (Befallen befallen : incidents) {
      times.add(befallen.fromMs());
      times.add(befallen.untilMs());
    }
    return times.stream().distinct().sorted().toList();
  }

  /**
   * Space that a storage has, in seconds of what it can take in at most; infinite if it is endless.
   */
  double spaceS(int storage) {
    return spaceS[storage];
  }

  /**
   * As {@link #capacity}, over the whole of an incident less what a filling storage cannot take.
   */
  public double usable(int end) {
    return end % 2 == 1 ? capacity(end) * filled[end / 2] : capacity(end);
  }

  /** Whether the orchestrator is deaf and dumb. */
  boolean isPaused() {
    return paused;
  }
}
