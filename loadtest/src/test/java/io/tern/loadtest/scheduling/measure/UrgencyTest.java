package io.tern.loadtest.scheduling.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.loadtest.scheduling.plant.Physics;
import io.tern.loadtest.scheduling.plant.Plant;
import io.tern.loadtest.scheduling.plant.PlantMaker;
import io.tern.loadtest.scheduling.plant.Topology;
import io.tern.loadtest.scheduling.policy.Request;
import org.junit.jupiter.api.Test;

class UrgencyTest {
  private static final int LINK = 0;

  private final Plant plant = PlantMaker.make(Topology.of("S"), Physics.defaults(), 1);
  private final Urgency urgency = new Urgency(plant);

  private static Request request(int slot, int share, int priority) {
    return new Request(slot, new int[] {LINK}, share, priority, 1, io.tern.job.Urgency.NO_DEADLINE);
  }

  @Test
  void timeCountsFromTheFirstPlaceThatAnotherOfTheShareGot() {
    Request urgent = request(1, 0, Urgency.URGENT);
    urgency.queued(urgent);
    urgency.started(LINK, request(2, 0, 3), 10_000);
    urgency.started(LINK, request(3, 0, 3), 12_000);
    urgency.started(LINK, urgent, 14_000);
    assertThat(urgency.p95S(20_000)).isEqualTo(4);
  }

  @Test
  void placesOfOtherSharesPassNobody() {
    Request urgent = request(1, 0, Urgency.URGENT);
    urgency.queued(urgent);
    urgency.started(LINK, request(2, 1, 3), 10_000);
    urgency.started(LINK, urgent, 14_000);
    assertThat(urgency.p95S(20_000)).isZero();
  }

  @Test
  void whoStillWaitsAtTheEndCounts() {
    urgency.queued(request(1, 0, Urgency.URGENT));
    urgency.started(LINK, request(2, 0, 3), 10_000);
    assertThat(urgency.p95S(20_000)).isEqualTo(10);
  }
}
