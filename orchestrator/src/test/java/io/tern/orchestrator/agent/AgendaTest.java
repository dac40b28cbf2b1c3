package io.tern.orchestrator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgendaTest {
  private static final Duration SLOT = Duration.ofMillis(250);
  private static final long ORIGIN = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();

  @Test
  void looksNoLaterThanTheEarliestNote() {
    Agenda<String> agenda = new Agenda<>(0, SLOT);
    agenda.note("a", SLOT.toNanos() * 8);
    agenda.note("a", SLOT.toNanos() * 4);
    agenda.note("a", SLOT.toNanos() * 12);

    assertThat(agenda.due(SLOT.toNanos() * 4 - 1)).isEmpty();
    assertThat(agenda.due(SLOT.toNanos() * 4)).containsExactly("a");
    assertThat(agenda.due(SLOT.toNanos() * 20)).isEmpty();
  }

  @Test
  void findsAtOnceWhatIsNotedTooLate() {
    Agenda<String> agenda = new Agenda<>(0, SLOT);
    agenda.note("late", -Duration.ofHours(1).toNanos());

    assertThat(agenda.due(0)).containsExactly("late");
  }

  /** Against a map of times; the clock passes the end of a long on the way. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void finds(long seed) {
    Random random = new Random(seed);
    Agenda<Integer> agenda = new Agenda<>(ORIGIN, SLOT);
    Map<Integer, Long> times = new HashMap<>();
    long passed = 0;
    for (int step = 0; step < 20_000; step++) {
      int one = random.nextInt(300);
      long at = passed + random.nextLong(Duration.ofSeconds(20).toNanos());
      switch (random.nextInt(3)) {
        case 0 -> {
          agenda.note(one, ORIGIN + at);
          times.merge(one, at, Math::min);
        }
        case 1 -> {
          agenda.forget(one);
          times.remove(one);
        }
        default -> {
          passed += random.nextLong(SLOT.toNanos() * 2);
          assertDue(agenda.due(ORIGIN + passed), times, passed, "seed " + seed + " step " + step);
        }
      }
    }
  }

  private static void assertDue(
      List<Integer> due, Map<Integer, Long> times, long passed, String where) {
    List<Integer> expected = new ArrayList<>();
    times.forEach((one, at) -> {
      if (at / SLOT.toNanos() <= passed / SLOT.toNanos()) {
        expected.add(one);
      }
    });
    assertThat(due).as(where).containsExactlyInAnyOrderElementsOf(expected);
    expected.forEach(times::remove);
  }
}
