package io.tern.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueuesTest {
  private final Queues queues = new Queues();

  @Test
  void higherPrioritiesComeFirstAndEqualOnesByAge() {
    queues.addLast(10, 0, 3, 1);
    queues.addLast(11, 0, 5, 1);
    queues.addLast(12, 0, 3, 1);
    queues.addFirst(13, 0, 3, 1);
    queues.addLast(14, 0, 1, 1);

    assertThat(drain(0)).containsExactly(11, 13, 10, 12, 14);
  }

  @Test
  void queuesDoNotMix() {
    queues.addLast(1, 7, 3, 1);
    queues.addLast(2, 8, 5, 1);

    assertThat(queues.first(7)).isEqualTo(1);
    assertThat(queues.first(8)).isEqualTo(2);
    assertThat(queues.first(9)).isEqualTo(-1);
    assertThat(queues.topPriority(9)).isZero();
    assertThat(queues.queue(2)).isEqualTo(8);
    assertThat(queues.priority(2)).isEqualTo(5);
  }

  @Test
  void oneIsTakenOutOfTheMiddleAndOfBothEnds() {
    for (int slot = 0; slot < 5; slot++) {
      queues.addLast(slot, 0, 2, 1);
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
    queues.addLast(1_000_000, 200_000, 1, 5);
    queues.remove(1_000_000);
    queues.addLast(1_000_000, 3, 4, 6);

    assertThat(drain(200_000)).isEmpty();
    assertThat(drain(3)).containsExactly(1_000_000);
  }

  @Test
  void countsThoseAhead() {
    queues.addLast(1, 0, 3, 1);
    queues.addLast(2, 0, 3, 1);
    queues.addLast(3, 0, 3, 1);
    queues.addLast(4, 0, 5, 1);

    assertThat(queues.ahead(3, 100)).isEqualTo(3);
    assertThat(queues.ahead(3, 1)).as("counted to one among equals").isEqualTo(2);
    assertThat(queues.ahead(4, 100)).isZero();
  }

  @Test
  void keepsSizesToSevenDigits() {
    queues.addLast(1, 0, 3, -1);
    queues.addLast(2, 0, 3, 0);
    queues.addLast(3, 0, 3, 46_123_456_789L);

    assertThat(queues.bytes(1)).isEqualTo(-1);
    assertThat(queues.bytes(2)).isZero();
    assertThat(queues.bytes(3)).isBetween(46_123_450_000L, 46_123_460_000L);
  }

  @Test
  void refusesWhatWouldBreakAQueue() {
    queues.addLast(1, 0, 3, 1);

    assertThatThrownBy(() -> queues.addLast(1, 2, 3, 1))
        .hasMessage("slot: 1 (expected: one that does not wait)");
    assertThatThrownBy(() -> queues.remove(2)).hasMessage("slot: 2 (expected: one that waits)");
    assertThatThrownBy(() -> queues.addLast(2, 0, 6, 1)).hasMessage("priority: 6 (expected: 1..5)");
    assertThatThrownBy(() -> queues.addLast(2, 0, 0, 1)).hasMessage("priority: 0 (expected: 1..5)");
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
