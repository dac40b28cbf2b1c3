package io.tern.ledger;

import static io.tern.ledger.Stage.copy;
import static org.assertj.core.api.Assertions.assertThat;

import io.tern.explain.Reason;
import io.tern.job.JobKind;
import io.tern.job.TransferState;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Tapes take days, and leave copies their places. */
class TapeRoomTest {
  private final Stage stage = new Stage();

  @Test
  void copiesGoOnWhateverWaitsForTape() {
    stage.capacity = 6;
    stage.tapes = 2;
    copied(6);
    assertThat(stage.ledger.tally().in(TransferState.ARCHIVING)).isEqualTo(6);
    assertThat(watched()).isEqualTo(2);

    stage.submit(JobKind.REGULAR, files("b", 6));
    stage.decide(new Input.Explain(6, new Ask("why", "node", 0)));

    assertThat(LongStream.rangeClosed(7, 12).mapToObj(id -> stage.starts.get(id).task()))
        .containsOnly(Task.COPY);
    assertThat(stage.answers.getLast().affected().reasons().getFirst().sentence())
        .isEqualTo("It waits for an agent with a place for another tape file.");
  }

  @Test
  void tapesAreAskedThoughNoAgentHasAPlaceForACopy() {
    stage.capacity = 1;
    stage.submit(JobKind.REGULAR, files("a", 2));

    stage.submit(JobKind.REGULAR, terms -> terms.staged(3_600), files("s", 5));

    assertThat(stage.ledger.tally().in(TransferState.STARTED)).isEqualTo(5);
  }

  @Test
  void whoIsSafeOnTapeMakesRoomForTheNext() {
    stage.tapes = 2;
    copied(6);

    for (long transfer = 1; transfer <= 6; transfer++) {
      assertThat(stage.starts.get(transfer).task()).isEqualTo(Task.WATCH_ARCHIVE);
      stage.ends(transfer, Stage.done());
    }

    assertThat(stage.ledger.jobs).isEmpty();
  }

  @Test
  void stagingAndArchivingShareTheirPlaces() {
    stage.tapes = 3;
    copied(2);

    stage.submit(JobKind.REGULAR, terms -> terms.staged(3_600), files("s", 6));
    stage.decide(new Input.Explain(5, new Ask("why", "node", 0)));

    assertThat(stage.ledger.tally().in(TransferState.STARTED)).isEqualTo(1);
    assertThat(stage.answers.getLast().affected().reasons())
        .extracting(Reason::sentence)
        .contains(
            "It waits to be brought online: no agent has a place for it beside the 1 that are.");
  }

  @Test
  void whatWaitsForAPlaceAfterItsAgentWasLostIsTakenUpOnceThereIsOne() {
    stage.capacity = 1;
    stage.submit(JobKind.REGULAR, terms -> terms.staged(3_600), files("s", 3));
    stage.submit(JobKind.REGULAR, files("a", 1));

    stage.decide(new Input.AgentLost(Stage.AGENT));
    stage.pass(1);

    assertThat(stage.ledger.tally().in(TransferState.STARTED)).isEqualTo(3);
    assertThat(LongStream.rangeClosed(1, 3).mapToObj(id -> stage.starts.get(id).attempt()))
        .containsOnly(2);
  }

  @Test
  void whenAFileWasStagedIsKnownUntilItsCopyHasEnded() {
    stage.submit(JobKind.REGULAR, terms -> terms.staged(3_600), copy("x"));
    stage.ends(1, Stage.done());
    TransferStatus.Tape staged = stage.statuses.get(1L).tape();

    stage.ends(1, Stage.done());

    assertThat(staged.stagingStart()).isPositive();
    assertThat(staged.stagingEnd()).isGreaterThanOrEqualTo(staged.stagingStart());
    assertThat(stage.state(1)).isEqualTo(TransferState.FINISHED);
    assertThat(stage.statuses.get(1L).tape()).isEqualTo(staged);
  }

  private void copied(int files) {
    stage.submit(JobKind.REGULAR, terms -> terms.archived(3_600), files("a", files));
    LongStream.rangeClosed(1, files).forEach(transfer -> stage.ends(transfer, Stage.done()));
  }

  private static Submission.Copy[] files(String name, int count) {
    return IntStream.range(0, count)
        .mapToObj(file -> copy(0, 1, name + file, file))
        .toArray(Submission.Copy[]::new);
  }

  private long watched() {
    return stage.starts.values().stream()
        .filter(start -> start.task() == Task.WATCH_ARCHIVE)
        .count();
  }
}
