package io.tern.loadtest.scheduling.bound;

import io.tern.loadtest.scheduling.plant.Plant;
import io.tern.loadtest.scheduling.trace.Demand;
import io.tern.loadtest.scheduling.trace.Trace;
import io.tern.loadtest.scheduling.world.Conditions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Computes the bounds of a plant under a trace's incidents, in stretches of 10 min at most. */
public final class Bounds {
  static final long SLOT_MS = 600_000;

  private Bounds() {}

  /**
   * @param solutions where those of large plants are kept
   */
  public static Bound of(Plant plant, Trace trace, long lengthMs, Solutions solutions)
      throws IOException {
    Offer offer = Offer.of(plant, trace);
    boolean everywhere = offer.isEndless() && isSaturating(trace);
    List<Bound.Part> parts = new ArrayList<>();
    double[][] offered = {};
    for (Slot slot : slots(plant, trace, lengthMs)) {
      Solution solution = solutions.of(new Problem(plant, offer, slot.capacity(), everywhere));
      offered = parts.isEmpty() ? offer.split(solution.fair()) : offered;
      parts.add(
          new Bound.Part(
              slot.fromMs(),
              slot.toMs(),
              solution.most(),
              total(solution.fair()),
              solution.linkFair(),
              solution.places()));
    }
    return new Bound(parts, offered);
  }

  private static boolean isSaturating(Trace trace) {
    return trace.demand() instanceof Demand.Saturating && trace.campaigns() == null;
  }

  static double total(double[][] rates) {
    double sum = 0;
    for (double[] ofLink : rates) {
      for (double rate : ofLink) {
        sum += rate;
      }
    }
    return sum;
  }

  static List<Slot> slots(Plant plant, Trace trace, long lengthMs) {
    Conditions conditions = new Conditions(plant, trace, lengthMs);
    TreeSet<Long> edges = new TreeSet<>(conditions.changesMs());
    for (long at = 0; at < lengthMs; at += SLOT_MS) {
      edges.add(at);
    }
    edges.add(lengthMs);
    List<Slot> slots = new ArrayList<>();
    long from = edges.removeFirst();
    for (long to : edges) {
      slots.add(new Slot(from, to, mean(plant, conditions, from, to)));
      from = to;
    }
    return slots;
  }

  private static double[] mean(Plant plant, Conditions conditions, long from, long to) {
    double[] sum = new double[2 * plant.storages().size()];
    int samples = 0;
    for (long at = from; at < to; at += Conditions.PERIOD_MS) {
      conditions.advance(at);
      for (int e = 0; e < sum.length; e++) {
        sum[e] += conditions.usable(e);
      }
      samples++;
    }
    for (int e = 0; e < sum.length; e++) {
      sum[e] /= samples;
    }
    return sum;
  }
}
