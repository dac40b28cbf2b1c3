package io.tern.loadtest.scheduling.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tern.job.Urgency;
import io.tern.loadtest.scheduling.plant.Physics;
import io.tern.loadtest.scheduling.plant.Plant;
import io.tern.loadtest.scheduling.plant.PlantMaker;
import io.tern.loadtest.scheduling.plant.Topology;
import io.tern.loadtest.scheduling.trace.Community;
import io.tern.loadtest.scheduling.trace.Staging;
import io.tern.loadtest.scheduling.trace.Trace;
import io.tern.loadtest.scheduling.trace.Traces;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecallTest {
  private static final long RUN_MS = 8 * 3_600_000;
  private static final long POLL_MS = 600_000;
  private static final int ASKED = 48_960;

  private final Plant plant = PlantMaker.make(Topology.of("S"), Physics.defaults(), 7);
  private final Trace trace = Traces.of("T16");
  private final List<Campaign> bulks = Recall.of(plant, trace, RUN_MS);

  @Test
  void bulksAreSeenAtPollsAfterTheTimesThatTapesTake() {
    assertThat(bulks)
        .allSatisfy(bulk -> {
          assertThat(bulk.releaseMs() % POLL_MS).isZero();
          assertThat(bulk.releaseMs()).isGreaterThan(RUN_MS / 10);
          assertThat(bulk.deadlineMs()).isEqualTo(Urgency.NO_DEADLINE);
          assertThat(bulk.files()).hasSizeLessThanOrEqualTo(200);
        });
    assertThat(seenBefore(RUN_MS / 10 + RUN_MS / 4) / (double) ASKED)
        .as("half of them within the median")
        .isCloseTo(0.5, within(0.1));
    assertThat(seenBefore(RUN_MS) / (double) ASKED).isBetween(0.75, 0.95);
  }

  private long seenBefore(long ms) {
    return bulks.stream()
        .filter(bulk -> bulk.releaseMs() <= ms + POLL_MS)
        .mapToLong(bulk -> bulk.files().size())
        .sum();
  }

  @Test
  void allComeFromTheOneTapeOverAllItsLinks() {
    int tape = plant.ranked(1).getFirst();
    Map<Integer, Integer> onLink = new HashMap<>();
    bulks.forEach(bulk -> bulk.files().forEach(file -> onLink.merge(file.link(), 1, Integer::sum)));
    assertThat(onLink.keySet())
        .allSatisfy(link -> assertThat(plant.paths().get(link).source()).isEqualTo(tape));
    assertThat(onLink)
        .hasSize((int) plant.paths().stream().filter(path -> path.source() == tape).count());
    assertThat(onLink.values().stream().mapToInt(i -> i).max().orElseThrow())
        .isLessThan(2 * onLink.values().stream().mapToInt(i -> i).min().orElseThrow());
  }

  @Test
  void drivesReadNoFasterThanTheyCan() {
    double most = 10 * Plant.BYTES_PER_MS * POLL_MS;
    double bulk = bulks.stream().mapToDouble(RecallTest::bytes).max().orElseThrow();
    assertThat(busiestPoll(10)).isLessThan(most + bulk);
    assertThat(busiestPoll(1_000)).isGreaterThan(most + bulk);
  }

  private double busiestPoll(double drivesGbps) {
    Community tape = trace.communities().getLast();
    Staging staging = Objects.requireNonNull(tape.staging());
    Staging slow =
        new Staging(
            staging.at(),
            staging.bulk(),
            staging.median(),
            staging.sigma(),
            staging.poll(),
            drivesGbps);
    Community slowly =
        new Community(
            tape.share(),
            tape.weight(),
            tape.priority(),
            tape.sizes(),
            tape.from(),
            tape.into(),
            tape.filesPerS(),
            tape.replicas(),
            slow);
    Trace alone = new Trace("own", List.of(slowly), trace.demand(), 0, List.of(), null);
    Map<Long, Double> atPoll = new HashMap<>();
    Recall.of(plant, alone, RUN_MS)
        .forEach(one -> atPoll.merge(one.releaseMs(), bytes(one), Double::sum));
    return atPoll.values().stream().mapToDouble(bytes -> bytes).max().orElseThrow();
  }

  private static double bytes(Campaign bulk) {
    return bulk.files().stream().mapToDouble(Campaign.File::bytes).sum();
  }

  @Test
  void filesAreKnownByNumbersOfTheirOwnAndAreTheSameEachTime() {
    Set<Long> ids = new HashSet<>();
    bulks.forEach(bulk -> bulk.files().forEach(file -> assertThat(ids.add(file.id())).isTrue()));
    assertThat(Recall.of(plant, trace, RUN_MS)).isEqualTo(bulks);
    assertThat(Recall.of(plant, Traces.of("T2"), RUN_MS)).isEmpty();
  }
}
