package io.tern.loadtest.scheduling.bound;

import io.tern.loadtest.scheduling.plant.Path;
import io.tern.loadtest.scheduling.plant.Plant;
import java.util.Arrays;

/** Max-min over links with equal weights: all rise together until something they use is full. */
final class Filling {
  private static final double FULL = 1e-9;

  private final Plant plant;
  private final Offer offer;
  private final double[] bytesLeft;
  private final double[] placesLeft;
  private final double[] pathLeft;
  private final double[] rate;
  private final boolean[] settled;

  private Filling(Plant plant, Offer offer, double[] capacity) {
    this.plant = plant;
    this.offer = offer;
    int links = plant.paths().size();
    bytesLeft = capacity.clone();
    placesLeft = new double[capacity.length];
    for (int end = 0; end < capacity.length; end++) {
      placesLeft[end] = plant.storages().get(end / 2).knee();
    }
    pathLeft = new double[links];
    for (int link = 0; link < links; link++) {
      pathLeft[link] = plant.paths().get(link).gbps() * Plant.BYTES_PER_MS;
    }
    rate = new double[links];
    settled = new boolean[links];
    for (int link = 0; link < links; link++) {
      settled[link] = !offer.isUsed(link);
    }
  }

  /** Bytes a millisecond over all links. */
  static double total(Plant plant, Offer offer, double[] capacity) {
    Filling filling = new Filling(plant, offer, capacity);
    filling.fill();
    return Arrays.stream(filling.rate).sum();
  }

  private void fill() {
    for (int open = open(); open > 0; open -= settle()) {
      double rise = rise();
      for (int link = 0; link < settled.length; link++) {
        if (!settled[link]) {
          rise(link, rise);
        }
      }
    }
  }

  private int open() {
    int open = 0;
    for (boolean one : settled) {
      open += one ? 0 : 1;
    }
    return open;
  }

  private double rise() {
    double[] bytes = new double[bytesLeft.length];
    double[] places = new double[bytesLeft.length];
    double rise = Double.POSITIVE_INFINITY;
    for (int link = 0; link < settled.length; link++) {
      if (!settled[link]) {
        rise = Math.min(rise, pathLeft[link]);
        for (int end : ends(link)) {
          bytes[end]++;
          places[end] += 1 / offer.mixedPlaceRate(link);
        }
      }
    }
    for (int end = 0; end < bytes.length; end++) {
      if (bytes[end] > 0) {
        rise = Math.min(rise, bytesLeft[end] / bytes[end]);
        rise = Math.min(rise, placesLeft[end] / places[end]);
      }
    }
    return rise;
  }

  private void rise(int link, double by) {
    rate[link] += by;
    pathLeft[link] -= by;
    for (int end : ends(link)) {
      bytesLeft[end] -= by;
      placesLeft[end] -= by / offer.mixedPlaceRate(link);
    }
  }

  private int settle() {
    int count = 0;
    for (int link = 0; link < settled.length; link++) {
      if (!settled[link] && isFull(link)) {
        settled[link] = true;
        count++;
      }
    }
    return count;
  }

  private boolean isFull(int link) {
    boolean full = pathLeft[link] <= FULL * plant.paths().get(link).gbps() * Plant.BYTES_PER_MS;
    for (int end : ends(link)) {
      double most = plant.storages().get(end / 2).gbps() * Plant.BYTES_PER_MS;
      full |= bytesLeft[end] <= FULL * most;
      full |= placesLeft[end] <= FULL * plant.storages().get(end / 2).knee();
    }
    return full;
  }

  private int[] ends(int link) {
    Path path = plant.paths().get(link);
    return new int[] {2 * path.source(), 2 * path.destination() + 1};
  }
}
