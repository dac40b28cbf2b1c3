package io.tern.loadtest.scheduling.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tern.loadtest.scheduling.plant.Physics;
import io.tern.loadtest.scheduling.plant.Plant;
import io.tern.loadtest.scheduling.plant.PlantMaker;
import io.tern.loadtest.scheduling.plant.Topology;
import io.tern.loadtest.scheduling.trace.Trace;
import io.tern.loadtest.scheduling.trace.Traces;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CalendarTest {
  private static final long HOUR_MS = 3_600_000;
  private static final double PER_MS = 50_000;

  private final Plant plant = PlantMaker.make(Topology.of("S"), Physics.defaults(), 7);
  private final Trace trace = Traces.of("T14");

  private List<Campaign> campaigns(Trace of) {
    double[][] offered = new double[plant.paths().size()][of.communities().size()];
    for (double[] onLink : offered) {
      Arrays.fill(onLink, PER_MS);
    }
    return Calendar.of(plant, of, HOUR_MS, offered);
  }

  @Test
  void aFifthOfTheBytesIsWantedInHalfToOneAndAHalfTimesWhatItTakes() {
    List<Campaign> all = campaigns(trace);
    double most = PER_MS * plant.paths().size() * trace.communities().size() * HOUR_MS;
    double wanted =
        all.stream().flatMap(one -> one.files().stream()).mapToDouble(Campaign.File::bytes).sum();

    assertThat(wanted / most).isCloseTo(0.2, within(0.01));
    assertThat(all)
        .allSatisfy(one -> {
          assertThat(one.releaseMs()).isBetween((long) (0.15 * HOUR_MS), (long) (0.6 * HOUR_MS));
          assertThat(one.deadlineMs()).isGreaterThan(one.releaseMs());
        });
    assertThat(all.stream().filter(Campaign::feasible).count())
        .isBetween(2L * all.size() / 5, 3L * all.size() / 5);
  }

  @Test
  void allFilesAreKnownByNumbersOfTheirOwnAndAreTheSameEachTime() {
    List<Campaign> all = campaigns(trace);
    Set<Long> ids = new HashSet<>();
    all.forEach(one -> one.files().forEach(file -> assertThat(ids.add(file.id())).isTrue()));

    assertThat(campaigns(trace)).isEqualTo(all);
  }

  @Test
  void aTraceWithoutCampaignsHasNone() {
    assertThat(campaigns(Traces.of("T2"))).isEmpty();
  }
}
