package io.tern.loadtest.scheduling.flow;

import io.tern.loadtest.scheduling.plant.Path;
import io.tern.loadtest.scheduling.plant.Plant;
import java.util.Arrays;

/**
 * The bytes of all copies that flow. Rates hold for a step; a copy that joins within it takes the
 * rate of its link. What a step has so moved beyond an end's capacity is taken from the next, and
 * of what it left free the next may use up to {@value #CREDIT} of a step's worth, so that joins and
 * leaves within steps cost or give nothing over time.
 *
 * <p>End {@code 2 * storage} is what goes out of a storage, {@code 2 * storage + 1} what comes in.
 * Bytes and milliseconds. Not thread-safe.
 */
public final class Fluid {
  static final double CREDIT = 0.05;

  private final int links;
  private final int[] out;
  private final int[] in;
  private final double[] pathRate;
  private final double[] copyRate;
  private final MaxMin maxMin;
  private final Finishes[] finishes;
  private final int[] flowing;
  private final double[] cap;
  private final double[] allowed;
  private final double[] carried;
  private final double[] balance;
  private final double[] movedByLink;
  private final double[] passed;
  private double[] rate;
  private double[] capacity;
  private long stepStart;
  private long stepEnd;

  public Fluid(Plant plant) {
    links = plant.paths().size();
    int ends = 2 * plant.storages().size();
    out = plant.paths().stream().mapToInt(path -> 2 * path.source()).toArray();
    in = plant.paths().stream().mapToInt(path -> 2 * path.destination() + 1).toArray();
    pathRate = perMs(plant.paths().stream().mapToDouble(Path::gbps).toArray());
    copyRate = perMs(plant.paths().stream().mapToDouble(Path::copyGbps).toArray());
    maxMin = new MaxMin(out, in, ends);
    finishes = new Finishes[links];
    for (int i = 0; i < links; i++) {
      finishes[i] = new Finishes();
    }
    flowing = new int[links];
    cap = new double[links];
    allowed = new double[ends];
    carried = new double[ends];
    balance = new double[ends];
    movedByLink = new double[links];
    passed = new double[links];
    rate = new double[links];
    capacity = new double[ends];
  }

  private static double[] perMs(double[] gbps) {
    for (int i = 0; i < gbps.length; i++) {
      gbps[i] *= Plant.BYTES_PER_MS;
    }
    return gbps;
  }

  /** Who is told of a copy that will have moved its bytes within the step begun. */
  public interface Finish {
    void at(long ms, long copy);
  }

  /**
   * Ends the step before and begins another.
   *
   * @param capacity of each end, bytes a millisecond; kept, not copied
   */
  public void step(long from, long to, double[] capacity, Finish finish) {
    close();
    stepStart = from;
    stepEnd = to;
    this.capacity = capacity;
    double length = to - from;
    for (int e = 0; e < allowed.length; e++) {
      allowed[e] = Math.max(0, capacity[e] + balance[e] / length);
    }
    for (int i = 0; i < links; i++) {
      cap[i] = flowing[i] == 0 ? copyRate[i] : Math.min(copyRate[i], pathRate[i] / flowing[i]);
    }
    rate = maxMin.rates(allowed, flowing, cap);
    for (int i = 0; i < links; i++) {
      movedByLink[i] = flowing[i] * rate[i] * length;
      announce(i, finish);
    }
  }

  private void announce(int link, Finish finish) {
    double end = passed[link] + rate[link] * (stepEnd - stepStart);
    while (finishes[link].isDue(end)) {
      double wait = (finishes[link].mark() - passed[link]) / rate[link];
      finish.at(stepStart + (long) wait, finishes[link].poll());
    }
  }

  private void close() {
    double length = stepEnd - stepStart;
    if (length == 0) {
      return;
    }
    Arrays.fill(carried, 0);
    for (int i = 0; i < links; i++) {
      passed[i] += rate[i] * length;
      carried[out[i]] += movedByLink[i];
      carried[in[i]] += movedByLink[i];
    }
    for (int e = 0; e < carried.length; e++) {
      double most = capacity[e] * length;
      balance[e] = Math.min(CREDIT * most, balance[e] + most - carried[e]);
    }
  }

  /** A copy begins to flow; returns the mark of its end, for {@link #left}. */
  public double join(int link, double bytes, long copy, long now, Finish finish) {
    double speed = rate[link];
    double mark = passed[link] + speed * (now - stepStart) + bytes;
    flowing[link]++;
    movedByLink[link] += speed * (stepEnd - now);
    double end = passed[link] + speed * (stepEnd - stepStart);
    if (mark <= end) {
      finish.at(now + (long) (bytes / speed), copy);
    } else {
      finishes[link].add(mark, copy);
    }
    return mark;
  }

  /** A copy has moved all it had to, or stops before. */
  public void leave(int link, long now) {
    flowing[link]--;
    movedByLink[link] -= rate[link] * (stepEnd - now);
  }

  /** What a copy with this mark has still to move. */
  public double left(int link, double mark, long now) {
    return Math.max(0, mark - passed[link] - rate[link] * (now - stepStart));
  }
}
