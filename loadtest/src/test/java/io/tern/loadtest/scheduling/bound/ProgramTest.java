package io.tern.loadtest.scheduling.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tern.loadtest.scheduling.plant.Path;
import io.tern.loadtest.scheduling.plant.Physics;
import io.tern.loadtest.scheduling.plant.Plant;
import io.tern.loadtest.scheduling.plant.PlantMaker;
import io.tern.loadtest.scheduling.plant.Topology;
import io.tern.loadtest.scheduling.trace.Trace;
import io.tern.loadtest.scheduling.trace.Traces;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of 288 links, and of so many that limits which cannot bind are left out. */
class ProgramTest {
  private static final double BIT_MORE = 1 + 1e-6;

  private final Trace trace = Traces.of("T2");

  private static Topology shape(String name) {
    return name.equals("S") ? Topology.S : new Topology("M", 1, 40, 90, 0.7, 8, 4, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"S", "M"})
  void theMostStaysWithinWhatEndsPathsAndKneesAllow(String name) {
    Plant plant = PlantMaker.make(shape(name), Physics.defaults(), 1);
    Offer offer = Offer.of(plant, trace);
    double[] capacity = capacity(plant);
    double[][] most = new Program(plant, offer, capacity).most();

    double[] bytes = new double[capacity.length];
    double[] places = new double[capacity.length];
    for (int link = 0; link < most.length; link++) {
      Path path = plant.paths().get(link);
      double onLink = Arrays.stream(most[link]).sum();
      assertThat(onLink).isLessThanOrEqualTo(path.gbps() * Plant.BYTES_PER_MS * BIT_MORE);
      for (int end : new int[] {2 * path.source(), 2 * path.destination() + 1}) {
        bytes[end] += onLink;
        for (int c = 0; c < offer.classes(); c++) {
          places[end] += most[link][c] / offer.placeRate()[link][c];
        }
      }
    }
    for (int end = 0; end < capacity.length; end++) {
      assertThat(bytes[end]).isLessThanOrEqualTo(capacity[end] * BIT_MORE);
      assertThat(places[end]).isLessThanOrEqualTo(plant.storages().get(end / 2).knee() * BIT_MORE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"S", "M"})
  void whereAllGoEverywhereClassesHaveTheirPartsByWeightOfAlmostTheMost(String name) {
    Plant plant = PlantMaker.make(shape(name), Physics.defaults(), 1);
    Offer offer = Offer.of(plant, trace);
    Program program = new Program(plant, offer, capacity(plant));
    double[][] fair = program.fair();
    double all = Bounds.total(fair);

    assertThat(all / Bounds.total(program.most())).isCloseTo(1, within(0.02));
    double weights = Arrays.stream(offer.weight()).sum();
    for (int c = 0; c < offer.classes(); c++) {
      int which = c;
      double part = Arrays.stream(fair).mapToDouble(ofLink -> ofLink[which]).sum() / all;
      assertThat(part).isCloseTo(offer.weight()[c] / weights, within(0.01));
    }
  }

  @Test
  void thriftCostsFewBytesAndSparesManyPlaces() {
    Plant plant = PlantMaker.make(Topology.S, Physics.defaults(), 1);
    Offer mix = Offer.of(plant, trace).mixed();
    Program program = new Program(plant, mix, capacity(plant));
    double[][] most = program.most();

    double[][] thrifty = program.thrifty();

    assertThat(Bounds.total(thrifty)).isGreaterThan(0.99 * Bounds.total(most));
    assertThat(Arrays.stream(mix.places(thrifty)).sum())
        .isLessThan(0.8 * Arrays.stream(mix.places(most)).sum());
  }

  private static double[] capacity(Plant plant) {
    return IntStream.range(0, 2 * plant.storages().size())
        .mapToDouble(end -> 0.8 * plant.storages().get(end / 2).gbps() * Plant.BYTES_PER_MS)
        .toArray();
  }
}
