package io.tern.share;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.Share;
import io.tern.job.Urgency;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FairLineTest {
  private final FairLine line = new FairLine();
  private final Lane heavy = lane("heavy", 3);
  private final Lane light = lane("light", 1);

  @Test
  void servesByWeight() {
    for (int i = 0; i < 100; i++) {
      line.addLast(new Turn(3), heavy, Urgency.of(1));
      line.addLast(new Turn(1), light, Urgency.of(1));
    }

    List<Integer> served = serve(40);

    assertThat(served).filteredOn(id -> id == 3).hasSize(30);
  }

  @Test
  void insideAShareHigherPrioritiesGoFirstAndEqualOnesInOrder() {
    line.addLast(new Turn(10), light, Urgency.of(3));
    line.addLast(new Turn(11), light, Urgency.of(3));
    line.addLast(new Turn(12), light, Urgency.of(5));
    line.addFirst(new Turn(13), new Stand(light), Urgency.of(3));
    line.addLast(new Turn(14), light, Turn.foremost(Urgency.of(1)));

    assertThat(serve(5)).containsExactly(14, 12, 13, 10, 11);
    assertThat(line.poll()).isNull();
  }

  @Test
  void ofOnePriorityTheEarlierDeadlineGoesFirstWhoeverHasBeenServedLess() {
    Stand served = new Stand(light);
    served.charge(1_000, 1);
    line.addLast(new Turn(1), light, Urgency.of(3));
    line.addLast(new Turn(2), light, new Urgency(3, 2_000));
    line.addLast(new Turn(3), served, new Urgency(3, 1_000));
    line.addLast(new Turn(4), light, Urgency.of(4));

    assertThat(serve(4)).containsExactly(4, 3, 2, 1);
  }

  @Test
  void ofOneDeadlineTheOneWithMostLeftGoesFirst() {
    line.addLast(left(1, 0.2), light, new Urgency(3, 2_000));
    line.addLast(left(2, 0.9), light, new Urgency(3, 2_000));
    line.addLast(left(3, 0.1), light, new Urgency(3, 1_000));
    line.addLast(left(4, 0.5), light, new Urgency(3, 2_000));

    assertThat(serve(4)).containsExactly(3, 2, 4, 1);
  }

  private static Turn left(int id, double part) {
    Turn turn = new Turn(id);
    turn.left(part);
    return turn;
  }

  @Test
  void amongThoseWhoAreForemostTheMoreUrgentGoesFirst() {
    line.addLast(new Turn(1), light, Turn.foremost(Urgency.of(3)));
    line.addLast(new Turn(2), light, Turn.foremost(new Urgency(3, 1_000)));
    line.addLast(new Turn(3), light, Turn.foremost(Urgency.of(5)));
    line.addLast(new Turn(4), light, new Urgency(5, 1_000));

    assertThat(serve(4)).containsExactly(3, 2, 1, 4);
  }

  @Test
  void whoLeavesFromTheMiddleIsNotCalled() {
    Turn leaving = new Turn(2);
    line.addLast(new Turn(1), light, Urgency.of(3));
    line.addLast(leaving, light, Urgency.of(3));
    line.addLast(new Turn(3), light, Urgency.of(3));

    FairLine.remove(leaving);
    FairLine.remove(leaving);

    assertThat(leaving.isInLine()).isFalse();
    assertThat(serve(2)).containsExactly(1, 3);
    assertThat(line.isEmpty()).isTrue();
  }

  @Test
  void aNewPriorityPutsOneAtItsEnd() {
    Turn raised = new Turn(1);
    line.addLast(raised, light, Urgency.of(2));
    line.addLast(new Turn(2), light, Urgency.of(4));
    line.addLast(new Turn(3), light, Urgency.of(2));

    FairLine.urge(raised, Urgency.of(4), 0);

    assertThat(serve(3)).containsExactly(2, 1, 3);
  }

  @Test
  void insideAShareWhoIsWorthTwiceIsServedTwice() {
    Stand precious = new Stand(light);
    Stand cheap = new Stand(light);
    int served = 0;
    line.addLast(new Turn(7), precious, Urgency.of(3));
    line.addLast(new Turn(8), cheap, Urgency.of(3));
    for (int i = 0; i < 300; i++) {
      boolean first = requireNonNull(line.poll()).id() == 7;
      Stand stand = first ? precious : cheap;
      stand.charge(10, first ? 2 : 1);
      line.charge(light, 10);
      line.addLast(new Turn(first ? 7 : 8), stand, Urgency.of(3));
      served += first ? 1 : 0;
    }

    assertThat(served).isBetween(199, 201);
  }

  @Test
  void aLaneThatComesBackHasBankedNothing() {
    for (int i = 0; i < 100; i++) {
      line.addLast(new Turn(3), heavy, Urgency.of(1));
    }
    serve(60);
    for (int i = 0; i < 100; i++) {
      line.addLast(new Turn(1), light, Urgency.of(1));
    }

    assertThat(serve(8)).filteredOn(id -> id == 1).hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void whoPassedWithoutStandingPaysTooOnceThereIsALine() {
    for (int i = 0; i < 10; i++) {
      line.addLast(new Turn(3), heavy, Urgency.of(1));
      line.addLast(new Turn(1), light, Urgency.of(1));
    }
    line.charge(heavy, 9);

    assertThat(serve(3)).containsOnly(1);
  }

  @Test
  void theHeapKeepsTheLeastChargedFirstWhateverComesAndGoes() {
    Random random = new Random(42);
    List<Turn> inLine = new ArrayList<>();
    Lane[] lanes = new Lane[20];
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = lane("share" + i, 1 + i % 4);
    }
    for (int step = 0; step < 20_000; step++) {
      if (random.nextInt(3) > 0 || inLine.isEmpty()) {
        int share = random.nextInt(lanes.length);
        Turn turn = new Turn(share);
        line.addLast(turn, lanes[share], Urgency.of(1 + random.nextInt(5)));
        inLine.add(turn);
      } else if (random.nextBoolean()) {
        FairLine.remove(inLine.remove(random.nextInt(inLine.size())));
      } else {
        double least = inLine.stream().mapToDouble(t -> lanes[t.id()].time).min().orElseThrow();
        Turn turn = requireNonNull(line.poll());
        assertThat(lanes[turn.id()].time).as("seed 42, step %d", step).isEqualTo(least);
        line.charge(lanes[turn.id()], random.nextInt(100));
        inLine.remove(turn);
      }
    }
  }

  private Lane lane(String activity, double weight) {
    return line.lane(new Stake(new Share("vo", activity), weight));
  }

  private List<Integer> serve(int count) {
    List<Integer> served = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Turn turn = requireNonNull(line.poll());
      served.add(turn.id());
      line.charge(turn.id() == 3 ? heavy : light, 1);
    }
    return served;
  }
}
