package io.tern.loadtest.scheduling.bound;

import io.tern.loadtest.scheduling.plant.Path;
import io.tern.loadtest.scheduling.plant.Plant;
import io.tern.loadtest.scheduling.trace.Community;
import io.tern.loadtest.scheduling.trace.FileSizes;
import io.tern.loadtest.scheduling.trace.Trace;
import java.util.Arrays;
import java.util.List;

/**
 * What is asked for, as far as it matters to a bound: shares whose files are of the same sizes are
 * one class.
 *
 * @param classOf of each share
 * @param weight of each class
 * @param shareWeight of each share
 * @param placeRate bytes a millisecond that one place on each link carries of each class, with the
 *     set-up of each file
 */
record Offer(int[] classOf, double[] weight, double[] shareWeight, double[][] placeRate) {
  static Offer of(Plant plant, Trace trace) {
    List<Community> communities = trace.communities();
    List<FileSizes> classes = communities.stream().map(Community::sizes).distinct().toList();
    int[] classOf = communities.stream().mapToInt(one -> classes.indexOf(one.sizes())).toArray();
    double[] shareWeight = communities.stream().mapToDouble(Community::weight).toArray();
    double[] weight = new double[classes.size()];
    for (int share = 0; share < classOf.length; share++) {
      weight[classOf[share]] += shareWeight[share];
    }
    double[] mean = classes.stream().mapToDouble(FileSizes::mean).toArray();
    double[][] placeRate = new double[plant.paths().size()][mean.length];
    for (int link = 0; link < placeRate.length; link++) {
      for (int c = 0; c < mean.length; c++) {
        placeRate[link][c] = placeRate(plant, plant.paths().get(link), mean[c]);
      }
    }
    return new Offer(classOf, weight, shareWeight, placeRate);
  }

  private static double placeRate(Plant plant, Path path, double bytes) {
    double flow = bytes / (path.copyGbps() * Plant.BYTES_PER_MS);
    return bytes / (plant.physics().meanSetupMs() + flow);
  }

  int classes() {
    return weight.length;
  }

  /** The rate of one place on a link that all classes use by their weights. */
  double mixedPlaceRate(int link) {
    double sum = 0;
    double places = 0;
    for (int c = 0; c < weight.length; c++) {
      sum += weight[c];
      places += weight[c] / placeRate[link][c];
    }
    return sum / places;
  }

  /** How many places on each link rates of classes take. */
  double[] places(double[][] ofClasses) {
    double[] places = new double[ofClasses.length];
    for (int link = 0; link < places.length; link++) {
      places[link] = Arrays.stream(ofClasses[link]).sum() / mixedPlaceRate(link);
    }
    return places;
  }

  /** Rates of classes split over their shares by weight. */
  double[][] split(double[][] ofClasses) {
    double[][] split = new double[ofClasses.length][classOf.length];
    for (int link = 0; link < split.length; link++) {
      for (int share = 0; share < classOf.length; share++) {
        int c = classOf[share];
        split[link][share] = ofClasses[link][c] * shareWeight[share] / weight[c];
      }
    }
    return split;
  }
}
