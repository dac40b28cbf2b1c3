package io.tern.loadtest.scheduling.bound;

import io.tern.loadtest.scheduling.plant.Path;
import io.tern.loadtest.scheduling.plant.Plant;
import java.util.Arrays;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/**
 * The linear program of a plant: rates of classes on links within what ends and paths carry and
 * what places there are below the knees. Rates inside are in Gb/s, outside in bytes a millisecond.
 */
final class Program {
  private static final double TIED = 1 + 1e-4;

  /** Of all that can flow: floors that come to this leave nobody anything to rise by. */
  private static final double ALL = 1 - 1e-6;

  /**
   * From here on limits that cannot bind are left out, and a sparse tableau is used. In smaller
   * programs they stay: of rates that are equally good the solver would choose others, and what is
   * asked for in open traces would not be what it was in figures published before.
   */
  private static final int MANY_RATES = 5_000;

  /** So many Gb/s a further place has to bring, lest it is left out. */
  private static final double LEAST_OF_A_PLACE = 0.003;

  private final Plant plant;
  private final Offer offer;
  private final double[] capacity;
  private final int links;
  private final int classes;

  Program(Plant plant, Offer offer, double[] capacity) {
    this.plant = plant;
    this.offer = offer;
    this.capacity = capacity;
    links = plant.paths().size();
    classes = offer.classes();
  }

  /** The rates of most bytes. */
  double[][] most() {
    Posed posed = new Posed();
    posed.weighAll(0);
    return posed.solve();
  }

  /** The rates of almost the most bytes, on as few places as these take. */
  double[][] thrifty() {
    Posed posed = new Posed();
    posed.weighAll(LEAST_OF_A_PLACE);
    return posed.solve();
  }

  /** The rates of most bytes among those that are weighted max-min fair to the classes. */
  double[][] fair() {
    double[] floor = new double[classes];
    boolean[] fixed = new boolean[classes];
    double most = Bounds.total(most()) / Plant.BYTES_PER_MS;
    for (int open = classes; open > 0; open -= fix(floor, fixed, most)) {
      double level = level(floor, fixed);
      for (int c = 0; c < classes; c++) {
        floor[c] = fixed[c] ? floor[c] : level * offer.weight()[c];
      }
    }
    Posed posed = new Posed();
    posed.hold(floor);
    posed.weighAll(0);
    return posed.solve();
  }

  /** The highest level, rate over weight, that all open classes can have. */
  private double level(double[] floor, boolean[] fixed) {
    Posed posed = new Posed();
    Variable level = posed.model.newVariable("level").lower(0).weight(1);
    for (int c = 0; c < classes; c++) {
      Expression all = posed.all(c, "s");
      if (fixed[c]) {
        all.lower(floor[c]);
      } else {
        all.set(level, -offer.weight()[c]).lower(0);
      }
    }
    posed.solve();
    return level.getValue().doubleValue() * (1 - 1e-7);
  }

  /** Fixes the open classes that cannot rise above their floor while the others have theirs. */
  private int fix(double[] floor, boolean[] fixed, double most) {
    if (Arrays.stream(floor).sum() >= ALL * most) {
      return fixAll(fixed);
    }
    int count = 0;
    for (int c = 0; c < classes; c++) {
      if (!fixed[c] && highest(floor, c) <= floor[c] * TIED) {
        fixed[c] = true;
        count++;
      }
    }
    return count > 0 ? count : fixAll(fixed);
  }

  private static int fixAll(boolean[] fixed) {
    Arrays.fill(fixed, true);
    return fixed.length;
  }

  private double highest(double[] floor, int which) {
    Posed posed = new Posed();
    posed.hold(floor);
    for (int link = 0; link < links; link++) {
      posed.rate[link][which].weight(1);
    }
    double[][] rates = posed.solve();
    double sum = 0;
    for (double[] ofLink : rates) {
      sum += ofLink[which];
    }
    return sum / Plant.BYTES_PER_MS;
  }

  /** The program with its variables and what physics asks. */
  private final class Posed {
    final ExpressionsBasedModel model = new ExpressionsBasedModel();
    final Variable[][] rate = new Variable[links][classes];

    Posed() {
      for (int link = 0; link < links; link++) {
        for (int c = 0; c < classes; c++) {
          rate[link][c] = model.newVariable("x" + link + "_" + c).lower(0);
          if (!offer.goes(link, c)) {
            rate[link][c].upper(0);
          }
        }
      }
      for (int end = 0; end < capacity.length; end++) {
        boundEnd(end);
      }
      for (int link = 0; link < links; link++) {
        boundPath(link);
      }
      for (int c = 0; c < classes; c++) {
        if (Double.isFinite(offer.most()[c])) {
          all(c, "d").upper(offer.most()[c] / Plant.BYTES_PER_MS);
        }
      }
    }

    private void boundEnd(int end) {
      Expression bytes = model.newExpression("c" + end);
      Expression places = model.newExpression("k" + end);
      for (int link = 0; link < links; link++) {
        if (touches(plant.paths().get(link), end)) {
          add(link, bytes, places);
        }
      }
      bytes.upper(capacity[end] / Plant.BYTES_PER_MS);
      places.upper(plant.storages().get(end / 2).knee());
    }

    private void add(int link, Expression bytes, Expression places) {
      for (int c = 0; c < classes; c++) {
        if (offer.goes(link, c)) {
          bytes.set(rate[link][c], 1);
          places.set(rate[link][c], placesPerGbps(link, c));
        }
      }
    }

    private void boundPath(int link) {
      Path path = plant.paths().get(link);
      if (isLarge() && path.gbps() * Plant.BYTES_PER_MS >= leastOfEnds(path)) {
        return;
      }
      Expression bytes = model.newExpression("p" + link);
      for (Variable one : rate[link]) {
        bytes.set(one, 1);
      }
      bytes.upper(path.gbps());
    }

    private double leastOfEnds(Path path) {
      return Math.min(capacity[2 * path.source()], capacity[2 * path.destination() + 1]);
    }

    Expression all(int which, String name) {
      Expression all = model.newExpression(name + which);
      for (int link = 0; link < links; link++) {
        all.set(rate[link][which], 1);
      }
      return all;
    }

    void hold(double[] floor) {
      for (int c = 0; c < classes; c++) {
        all(c, "s").lower(floor[c]);
      }
    }

    /**
     * @param perPlace what a place costs, in Gb/s
     */
    void weighAll(double perPlace) {
      for (int link = 0; link < links; link++) {
        for (int c = 0; c < classes; c++) {
          rate[link][c].weight(1 - perPlace * placesPerGbps(link, c));
        }
      }
    }

    private double placesPerGbps(int link, int which) {
      return offer.goes(link, which) ? Plant.BYTES_PER_MS / offer.placeRate()[link][which] : 0;
    }

    double[][] solve() {
      if (isLarge()) {
        model.options.sparse = true;
      }
      Optimisation.Result result = model.maximise();
      if (!result.getState().isFeasible()) {
        throw new IllegalStateException("the bound's program has no solution: " + result);
      }
      double[][] rates = new double[links][classes];
      for (int link = 0; link < links; link++) {
        for (int c = 0; c < classes; c++) {
          rates[link][c] = rate[link][c].getValue().doubleValue() * Plant.BYTES_PER_MS;
        }
      }
      return rates;
    }
  }

  private boolean isLarge() {
    return isLarge(links, classes);
  }

  static boolean isLarge(int links, int classes) {
    return links * classes >= MANY_RATES;
  }

  private static boolean touches(Path path, int end) {
    return end % 2 == 0 ? path.source() == end / 2 : path.destination() == end / 2;
  }
}
