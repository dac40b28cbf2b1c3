package io.tern.ledger;

import static io.tern.ledger.Stage.copy;
import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.JobKind;
import io.tern.job.JobState;
import io.tern.job.TransferState;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the outside is told of, and how often. */
class TellingTest {
  private final Stage stage = new Stage();

  private List<TransferState> told(long transfer) {
    return stage.told.stream()
        .filter(news -> news.transfer() == transfer)
        .map(news -> news.status().state())
        .toList();
  }

  @Test
  void aCopyIsToldOfWhenItBeginsAndWhenItEnds() {
    stage.submit(JobKind.REGULAR, copy("x"));
    stage.started(1);
    stage.ends(1, Stage.done());

    assertThat(told(1)).containsExactly(TransferState.ACTIVE, TransferState.FINISHED);
    assertThat(stage.told.getLast().link()).hasToString("davs://a -> davs://b");
  }

  @Test
  void aFailureThatIsTriedAgainIsNoEnd() {
    stage.submit(JobKind.REGULAR, copy("x"));
    stage.started(1);
    stage.ends(1, Stage.unknown());
    stage.started(1);
    stage.ends(1, Stage.failed());

    assertThat(told(1))
        .containsExactly(TransferState.ACTIVE, TransferState.ACTIVE, TransferState.FAILED);
  }

  @Test
  void whatACancelledJobLeavesIsToldInSlicesAndOnce() {
    stage.capacity = 2;
    Submission.Copy[] copies =
        IntStream.range(0, 1_000)
            .mapToObj(i -> copy(0, 1, "f" + i, i))
            .toArray(Submission.Copy[]::new);
    UUID job = stage.submit(JobKind.REGULAR, copies);
    stage.ends(1, Stage.done());

    stage.cancel(job);
    assertThat(stage.told).hasSizeLessThan(400);
    assertThat(stage.ledger.jobs).containsKey(job);
    stage.ends(2, new Outcome.Stopped());
    stage.ends(3, new Outcome.Stopped());
    stage.pass(0);

    assertThat(told(1)).containsExactly(TransferState.FINISHED);
    IntStream.rangeClosed(2, 1_000)
        .forEach(id -> assertThat(told(id)).containsExactly(TransferState.CANCELED));
    assertThat(stage.ledger.jobs).isEmpty();
  }

  @Test
  void aNewLeaderGoesOnWhereTheLastOneWasInterrupted() {
    Submission.Copy[] copies =
        IntStream.range(0, 700)
            .mapToObj(i -> copy(0, 1, "f" + i, i))
            .toArray(Submission.Copy[]::new);
    stage.capacity = 0;
    UUID job = stage.submit(JobKind.REGULAR, copies);
    stage.cancel(job);
    int before = stage.told.size();

    Coordination next = new Coordination(stage.ledger, stage.agents);
    next.takeOver(List.of(), stage.nowMs);
    while (next.hasLeftovers()) {
      Step step = next.begin(stage.nowMs, stage.nowMs);
      next.due(step);
      step.effects().forEach(effect -> stage.told.add((Effect.Told) effect));
    }

    assertThat(before).isLessThan(700);
    assertThat(stage.told).extracting(Effect.Told::transfer).hasSize(700).doesNotHaveDuplicates();
    assertThat(stage.ledger.jobs).isEmpty();
  }

  @Test
  void anUnusedReplicaHasNoEndAndALaterHopFailsWithItsChain() {
    stage.submit(JobKind.MULTIPLE_REPLICA, copy(0, 2, "x", 0), copy(1, 2, "x", 0));
    stage.ends(1, Stage.done());
    UUID chain = stage.submit(JobKind.MULTI_HOP, copy(0, 1, "y", 1), copy(1, 2, "y", 2));
    stage.cancel(chain);

    assertThat(told(2)).isEmpty();
    assertThat(told(3)).containsExactly(TransferState.CANCELED);
    assertThat(told(4)).containsExactly(TransferState.CANCELED);
    assertThat(stage.endings.get(chain)).isEqualTo(JobState.CANCELED);
  }
}
