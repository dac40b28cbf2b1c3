package io.tern.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlinesTest {
  private final Deadlines deadlines = new Deadlines();

  @Test
  void nothingIsDueBeforeItsTime() {
    deadlines.at(1_000, 7, -42);

    assertThat(deadlines.due(999)).isFalse();
    assertThat(deadlines.nextMs()).isEqualTo(1_000);
    assertThat(deadlines.due(1_000)).isTrue();
    assertThat(deadlines.kind()).isEqualTo(7);
    assertThat(deadlines.ref()).isEqualTo(-42);
    assertThat(deadlines.due(Long.MAX_VALUE)).isFalse();
    assertThat(deadlines.nextMs()).isEqualTo(Long.MAX_VALUE);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void entriesComeInTheOrderOfTime(long seed) {
    record Entry(long dueMs, int kind, long ref) {}
    Random random = new Random(seed);
    PriorityQueue<Long> times = new PriorityQueue<>();
    long refs = 0;
    for (int i = 0; i < 50_000; i++) {
      if (random.nextInt(5) < 3) {
        Entry entry = new Entry(random.nextInt(100_000), random.nextInt(256), random.nextLong());
        deadlines.at(entry.dueMs, entry.kind, entry.ref);
        times.add(entry.dueMs);
        refs ^= entry.ref * (entry.kind + 1);
      } else if (!times.isEmpty()) {
        long next = times.remove();
        assertThat(deadlines.due(next - 1)).as("seed %d, step %d", seed, i).isFalse();
        assertThat(deadlines.due(next)).as("seed %d, step %d", seed, i).isTrue();
        refs ^= deadlines.ref() * (deadlines.kind() + 1);
      }
      assertThat(deadlines.size()).isEqualTo(times.size());
    }
    while (deadlines.due(Long.MAX_VALUE)) {
      refs ^= deadlines.ref() * (deadlines.kind() + 1);
    }
    assertThat(refs).as("each entry came out as it went in; seed %d", seed).isZero();
  }

  @Test
  void refusesWhatItCannotKeep() {
    deadlines.at((1L << 55) - 1, 255, 0);

    assertThatThrownBy(() -> deadlines.at(-1, 0, 0)).hasMessageContaining("dueMs: -1");
    assertThatThrownBy(() -> deadlines.at(1L << 55, 0, 0)).hasMessageContaining("dueMs: ");
    assertThatThrownBy(() -> deadlines.at(0, 256, 0)).hasMessage("kind: 256 (expected: 0..255)");
    assertThat(deadlines.due((1L << 55) - 1)).isTrue();
    assertThat(deadlines.kind()).isEqualTo(255);
  }

  @Test
  void keepsOnlyWhatStillMeansSomething() {
    Deadlines deadlines = new Deadlines();
    for (int i = 100; i > 0; i--) {
      deadlines.at(i, i % 3, i * 7);
    }

    deadlines.keep((dueMs, kind, ref) -> kind == 1 && dueMs * 7 == ref && dueMs > 50);

    assertThat(deadlines.size()).isEqualTo(17);
    for (int due = 52; due <= 100; due += 3) {
      assertThat(deadlines.nextMs()).isEqualTo(due);
      assertThat(deadlines.due(due)).isTrue();
      assertThat(deadlines.ref()).isEqualTo(due * 7L);
    }
    assertThat(deadlines.due(1_000)).isFalse();
  }
}
