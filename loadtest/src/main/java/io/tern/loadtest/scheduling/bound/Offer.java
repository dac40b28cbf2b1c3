package io.tern.loadtest.scheduling.bound;

import io.tern.loadtest.scheduling.plant.Path;
import io.tern.loadtest.scheduling.plant.Plant;
import io.tern.loadtest.scheduling.trace.Community;
import io.tern.loadtest.scheduling.trace.FileSizes;
import io.tern.loadtest.scheduling.trace.Reach;
import io.tern.loadtest.scheduling.trace.Trace;
import java.util.Arrays;
import java.util.List;

/**
 * What is asked for, as far as it matters to a bound: communities alike in all but their share are
 * one class.
 *
 * @param classOf of each community
 * @param weight of each class
 * @param communityWeight of each community
 * @param most bytes a millisecond that come of each class; infinite if there are always more
 * @param placeRate bytes a millisecond that one place on each link carries of each class, with the
 *     set-up of each file; 0 where the class does not go
 */
record Offer(
    int[] classOf, double[] weight, double[] communityWeight, double[] most, double[][] placeRate) {

  private record Kind(FileSizes sizes, Reach from, Reach into, double filesPerS) {
    static Kind of(Community community) {
      return new Kind(community.sizes(), community.from(), community.into(), community.filesPerS());
    }

    double most() {
      return filesPerS == 0 ? Double.POSITIVE_INFINITY : filesPerS / 1000 * sizes.mean();
    }
  }

  static Offer of(Plant plant, Trace trace) {
    List<Kind> communities = trace.communities().stream().map(Kind::of).toList();
    List<Kind> classes = communities.stream().distinct().toList();
    int[] classOf = communities.stream().mapToInt(classes::indexOf).toArray();
    double[] communityWeight =
        trace.communities().stream().mapToDouble(Community::weight).toArray();
    double[] weight = new double[classes.size()];
    for (int i = 0; i < classOf.length; i++) {
      weight[classOf[i]] += communityWeight[i];
    }
    double[] most = classes.stream().mapToDouble(Kind::most).toArray();
    return new Offer(classOf, weight, communityWeight, most, placeRates(plant, classes));
  }

  private static double[][] placeRates(Plant plant, List<Kind> classes) {
    double[][] placeRate = new double[plant.paths().size()][classes.size()];
    for (int c = 0; c < classes.size(); c++) {
      double mean = classes.get(c).sizes().mean();
      boolean[] from = classes.get(c).from().of(plant);
      boolean[] into = classes.get(c).into().of(plant);
      for (int link = 0; link < placeRate.length; link++) {
        Path path = plant.paths().get(link);
        boolean goes = from[path.source()] && into[path.destination()];
        placeRate[link][c] = goes ? placeRate(plant, path, mean) : 0;
      }
    }
    return placeRate;
  }

  private static double placeRate(Plant plant, Path path, double bytes) {
    double flow = bytes / (path.copyGbps() * Plant.BYTES_PER_MS);
    return bytes / (plant.physics().meanSetupMs() + flow);
  }

  /** Whether there is always more of every class. */
  boolean isEndless() {
    return Arrays.stream(most).allMatch(Double::isInfinite);
  }

  /** All together, in the mix that each link gets of the classes that go there: one class. */
  Offer mixed() {
    double[][] mixedRate = new double[placeRate.length][1];
    for (int link = 0; link < mixedRate.length; link++) {
      mixedRate[link][0] = isUsed(link) ? mixedPlaceRate(link) : 0;
    }
    return new Offer(
        new int[classOf.length],
        new double[] {Arrays.stream(weight).sum()},
        communityWeight,
        new double[] {Double.POSITIVE_INFINITY},
        mixedRate);
  }

  int classes() {
    return weight.length;
  }

  boolean goes(int link, int which) {
    return placeRate[link][which] > 0;
  }

  /** Whether any class goes on a link. */
  boolean isUsed(int link) {
    return Arrays.stream(placeRate[link]).anyMatch(rate -> rate > 0);
  }

  /** The rate of one place on a link that all classes that go there use by their weights. */
  double mixedPlaceRate(int link) {
    double sum = 0;
    double places = 0;
    for (int c = 0; c < weight.length; c++) {
      if (goes(link, c) && Double.isInfinite(most[c])) {
        sum += weight[c];
        places += weight[c] / placeRate[link][c];
      }
    }
    return places == 0 ? 1 : sum / places;
  }

  /** How many places on each link rates of classes take. */
  double[] places(double[][] ofClasses) {
    double[] places = new double[ofClasses.length];
    for (int link = 0; link < places.length; link++) {
      places[link] = Arrays.stream(ofClasses[link]).sum() / mixedPlaceRate(link);
    }
    return places;
  }

  /** Rates of classes split over their communities by weight. */
  double[][] split(double[][] ofClasses) {
    double[][] split = new double[ofClasses.length][classOf.length];
    for (int link = 0; link < split.length; link++) {
      for (int i = 0; i < classOf.length; i++) {
        int c = classOf[i];
        split[link][i] = ofClasses[link][c] * communityWeight[i] / weight[c];
      }
    }
    return split;
  }
}
