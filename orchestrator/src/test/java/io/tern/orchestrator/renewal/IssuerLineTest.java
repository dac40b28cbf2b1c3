package io.tern.orchestrator.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.orchestrator.credential.Slot;
import io.tern.orchestrator.security.OwnerId;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IssuerLineTest {
  private static final OwnerId ALICE = OwnerId.ofSubject("https://i.org/", "alice");

  private final IssuerLine line = new IssuerLine();

  private static Slot token(int number) {
    return Slot.ofToken(ALICE, "t" + number);
  }

  @Test
  void asksForFourAtATimeAndFirstForThoseThatSomebodyWaitsFor() {
    IntStream.range(0, 5).forEach(i -> line.due(token(i)));
    line.want(token(9));
    line.want(token(4));

    assertThat(line.next(0)).contains(token(9));
    assertThat(line.next(0)).contains(token(4));
    assertThat(line.next(0)).contains(token(0));
    assertThat(line.next(0)).contains(token(1));
    assertThat(line.next(0)).isEmpty();
    line.answered(token(9));
    assertThat(line.next(0)).contains(token(2));
  }

  @Test
  void asksOnceForEachTokenHoweverManyWant() {
    line.want(token(1));
    line.want(token(1));
    line.due(token(1));

    assertThat(line.next(0)).contains(token(1));
    line.want(token(1));
    line.due(token(1));

    assertThat(line.next(0)).isEmpty();
    line.answered(token(1));
    assertThat(line.isIdle()).isTrue();
  }

  @Test
  void leavesAnIssuerAloneThatDoesNotAnswerAndTellsThoseWhoWait() {
    line.want(token(1));
    line.want(token(2));
    line.due(token(3));
    line.next(0).ifPresent(first -> line.away(first, "no route", 1_000, 0.5));

    assertThat(line.rests(1_000)).isTrue();
    assertThat(line.next(5_999)).isEmpty();
    assertThat(line.trouble()).isEqualTo("no route");
    assertThat(line.nextInVain(1_000)).contains(token(2));
    assertThat(line.nextInVain(1_000)).as("nobody waits for what is only due").isEmpty();
    assertThat(line.next(6_000)).contains(token(3));
  }

  @Test
  void asksForOneAtATimeUntilTheIssuerIsBackAndRestsEverLongerTillThen() {
    IntStream.range(0, 9).forEach(i -> line.due(token(i)));
    long now = 0;
    for (int failures = 0; failures < 8; failures++) {
      long rest = 5_000L << Math.min(failures, 6);
      Slot asked = line.next(now).orElseThrow();
      line.away(asked, "away", now, 0.5);
      assertThat(line.restsUntilMs()).isEqualTo(now + rest);
      now += rest;
    }
    Slot last = line.next(now).orElseThrow();
    assertThat(line.next(now)).isEmpty();
    line.due(token(10));
    line.due(token(11));
    line.answered(last);

    assertThat(line.next(now)).isPresent();
    assertThat(line.next(now)).isPresent();
  }

  @Test
  void severalThatFailTogetherCountOnce() {
    line.due(token(1));
    line.due(token(2));
    Slot one = line.next(0).orElseThrow();
    Slot other = line.next(0).orElseThrow();
    line.away(one, "away", 0, 0.5);
    line.away(other, "away", 1, 0.5);

    assertThat(line.restsUntilMs()).isEqualTo(5_000);
  }

  @Test
  void thoseWhoWaitDoNotAllComeBackAtOnce() {
    line.away(token(1), "away", 0, 0);
    long earliest = line.restsUntilMs();
    IssuerLine other = new IssuerLine();
    other.away(token(1), "away", 0, 1);

    assertThat(earliest).isEqualTo(3_750);
    assertThat(other.restsUntilMs()).isEqualTo(6_250);
  }
}
