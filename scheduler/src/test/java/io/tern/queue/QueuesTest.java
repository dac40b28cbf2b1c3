package io.tern.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tern.job.Urgency;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueuesTest {
  private final Queues queues = new Queues();

  @Test
  void higherPrioritiesComeFirstAndEqualOnesByAge() {
    queues.addLast(10, 0, Urgency.of(3), 1);
    queues.addLast(11, 0, Urgency.of(5), 1);
    queues.addLast(12, 0, Urgency.of(3), 1);
    queues.addFirst(13, 0, Urgency.of(3), 1);
    queues.addLast(14, 0, Urgency.of(1), 1);

    assertThat(drain(0)).containsExactly(11, 13, 10, 12, 14);
  }

  @Test
  void ofOnePriorityTheEarlierDeadlineComesFirstAndNoneLast() {
    queues.addLast(10, 0, Urgency.of(3), 1);
    queues.addLast(11, 0, new Urgency(3, 2_000), 1);
    queues.addLast(12, 0, new Urgency(3, 1_000), 1);
    queues.addLast(13, 0, new Urgency(3, 2_000), 1);
    queues.addFirst(14, 0, new Urgency(3, 2_000), 1);
    queues.addLast(15, 0, Urgency.of(4), 1);
    queues.addLast(16, 1, new Urgency(3, 500), 1);

    assertThat(queues.foremost(0)).isEqualTo(Urgency.of(4));
    assertThat(queues.ahead(11, 100)).as("15, 12 and 14").isEqualTo(3);
    assertThat(queues.ahead(10, 100)).as("all others").isEqualTo(5);
    assertThat(queues.size(0)).isEqualTo(6);
    assertThat(drain(0)).containsExactly(15, 12, 14, 11, 13, 10);
    assertThat(drain(1)).containsExactly(16);
  }

  @Test
  void knowsWhatPartIsLeftOfWhatWaitedForADeadline() {
    for (int slot = 0; slot < 8; slot++) {
      queues.addLast(slot, 0, new Urgency(3, 1_000), 1);
    }
    queues.addLast(8, 0, new Urgency(3, 2_000), 1);
    queues.addLast(9, 0, Urgency.of(3), 1);

    for (int slot = 0; slot < 6; slot++) {
      queues.remove(slot);
    }
    queues.addLast(0, 0, new Urgency(3, 1_000), 1);

    assertThat(queues.left(7)).isEqualTo(3.0 / 8);
    assertThat(queues.left(8)).isEqualTo(1);
    assertThat(queues.left(9)).as("no deadline").isZero();
  }

  @Test
  void aDeadlineThatNobodyHasAnyMoreLeavesNothingBehind() {
    for (int round = 0; round < 100; round++) {
      queues.addLast(1, round % 3, new Urgency(1 + round % 5, round), 7);
      queues.addLast(2, round % 3, Urgency.of(1 + round % 5), 7);

      assertThat(queues.urgency(1)).isEqualTo(new Urgency(1 + round % 5, round));
      assertThat(queues.queue(1)).isEqualTo(round % 3);
      assertThat(drain(round % 3)).as("round %d", round).containsExactly(1, 2);
    }
    assertThat(queues.size()).isZero();
  }

  @Test
  void tellsTheFirstOfEachUrgency() {
    queues.addLast(10, 0, Urgency.of(3), 1);
    queues.addLast(11, 0, Urgency.of(3), 1);
    queues.addLast(12, 0, new Urgency(3, 1_000), 1);
    queues.addLast(13, 0, new Urgency(5, 1_000), 1);
    List<Integer> first = new ArrayList<>();

    queues.eachFirst(0, first::add);

    assertThat(first).containsExactlyInAnyOrder(10, 12, 13);
  }

  @Test
  void queuesDoNotMix() {
    queues.addLast(1, 7, Urgency.of(3), 1);
    queues.addLast(2, 8, Urgency.of(5), 1);

    assertThat(queues.first(7)).isEqualTo(1);
    assertThat(queues.first(8)).isEqualTo(2);
    assertThat(queues.first(9)).isEqualTo(-1);
    assertThat(queues.foremost(9)).isNull();
    assertThat(queues.queue(2)).isEqualTo(8);
    assertThat(queues.urgency(2)).isEqualTo(Urgency.of(5));
  }

  @Test
  void oneIsTakenOutOfTheMiddleAndOfBothEnds() {
    for (int slot = 0; slot < 5; slot++) {
      queues.addLast(slot, 0, Urgency.of(2), 1);
    }

    queues.remove(2);
    queues.remove(0);
    queues.remove(4);

    assertThat(queues.contains(2)).isFalse();
    assertThat(queues.size(0)).isEqualTo(2);
    assertThat(drain(0)).containsExactly(1, 3);
    assertThat(queues.size()).isZero();
  }

  @Test
  void aSlotIsUsedAgainFarBeyondTheFirstPage() {
    queues.addLast(1_000_000, 200_000, Urgency.of(1), 5);
    queues.remove(1_000_000);
    queues.addLast(1_000_000, 3, Urgency.of(4), 6);

    assertThat(drain(200_000)).isEmpty();
    assertThat(drain(3)).containsExactly(1_000_000);
  }

  @Test
  void countsThoseAhead() {
    queues.addLast(1, 0, Urgency.of(3), 1);
    queues.addLast(2, 0, Urgency.of(3), 1);
    queues.addLast(3, 0, Urgency.of(3), 1);
    queues.addLast(4, 0, Urgency.of(5), 1);

    assertThat(queues.ahead(3, 100)).isEqualTo(3);
    assertThat(queues.ahead(3, 1)).as("counted to one among equals").isEqualTo(2);
    assertThat(queues.ahead(4, 100)).isZero();
  }

  @Test
  void keepsSizesToSevenDigits() {
    queues.addLast(1, 0, Urgency.of(3), -1);
    queues.addLast(2, 0, Urgency.of(3), 0);
    queues.addLast(3, 0, Urgency.of(3), 46_123_456_789L);

    assertThat(queues.bytes(1)).isEqualTo(-1);
    assertThat(queues.bytes(2)).isZero();
    assertThat(queues.bytes(3)).isBetween(46_123_450_000L, 46_123_460_000L);
  }

  @Test
  void refusesWhatWouldBreakAQueue() {
    queues.addLast(1, 0, Urgency.of(3), 1);

    assertThatThrownBy(() -> queues.addLast(1, 2, Urgency.of(3), 1))
        .hasMessage("slot: 1 (expected: one that does not wait)");
    assertThatThrownBy(() -> queues.remove(2)).hasMessage("slot: 2 (expected: one that waits)");
    assertThatThrownBy(() -> queues.addLast(2, 0, Urgency.of(6), 1))
        .hasMessage("priority: 6 (expected: 1..5)");
    assertThatThrownBy(() -> queues.addLast(2, 0, Urgency.of(0), 1))
        .hasMessage("priority: 0 (expected: 1..5)");
    assertThat(drain(0)).containsExactly(1);
  }

  private List<Integer> drain(int queue) {
    List<Integer> drained = new ArrayList<>();
    for (int slot = queues.first(queue); slot >= 0; slot = queues.first(queue)) {
      drained.add(slot);
      queues.remove(slot);
    }
    return drained;
  }
}
