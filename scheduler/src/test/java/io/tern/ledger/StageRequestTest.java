package io.tern.ledger;

import static io.tern.ledger.Stage.copy;
import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.FailureClass;
import io.tern.job.JobKind;
import io.tern.job.Side;
import io.tern.job.TransferState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** By which request a tape system stages a file is known to whoever has to do with the file. */
class StageRequestTest {
  private final Stage stage = new Stage();

  @BeforeEach
  void stageOne() {
    stage.submit(JobKind.REGULAR, terms -> terms.staged(3_600).retry(1), copy("x"));
    stage.asked(1, "r-1");
  }

  @Test
  void theCopyIsToldByWhichRequestItsSourceWasStagedAndWhen() {
    long beganMs = stage.nowMs;
    stage.pass(5_000);
    stage.ends(1, Stage.done());

    assertThat(stage.starts.get(1L).task()).isEqualTo(Task.COPY);
    assertThat(stage.starts.get(1L).stageRequest()).isEqualTo("r-1");
    assertThat(stage.statuses.get(1L).tape())
        .isEqualTo(new TransferStatus.Tape(beganMs, stage.nowMs, 0, 0, false, "r-1"));
  }

  @Test
  void aSecondTryOfTheCopyIsToldToo() {
    stage.ends(1, Stage.done());
    stage.ends(1, Stage.failed(Side.DESTINATION, FailureClass.STORAGE_IO, true));
    stage.pass(Stage.HOUR_MS);

    assertThat(stage.last).isNotNull();
    assertThat(stage.last.attempt()).isEqualTo(3);
    assertThat(stage.last.stageRequest()).isEqualTo("r-1");
  }

  @Test
  void whoComesAfterALostAgentGoesOnWithTheRequest() {
    stage.decide(new Input.AgentLost(Stage.AGENT));

    assertThat(stage.starts.get(1L).task()).isEqualTo(Task.BRING_ONLINE);
    assertThat(stage.starts.get(1L).attempt()).isEqualTo(2);
    assertThat(stage.starts.get(1L).stageRequest()).isEqualTo("r-1");
  }

  @Test
  void whoComesAfterOneThatHasHandedItBackGoesOnWithTheRequest() {
    stage.ends(1, Stage.handedBack());
    stage.pass(Stage.HOUR_MS);

    assertThat(stage.starts.get(1L).attempt()).isEqualTo(2);
    assertThat(stage.starts.get(1L).stageRequest()).isEqualTo("r-1");
  }

  @Test
  void anAgentOfAnOlderVersionWhichTellsOfNoneMakesNobodyForgetIt() {
    stage.started(1);
    stage.decide(new Input.AgentLost(Stage.AGENT));

    assertThat(stage.starts.get(1L).stageRequest()).isEqualTo("r-1");
  }

  @Test
  void aRequestThatHasFailedTheFileIsForgotten() {
    stage.ends(1, Stage.failed(Side.SOURCE, FailureClass.STORAGE_IO, true));
    assertThat(stage.state(1)).isEqualTo(TransferState.STAGING);
    stage.pass(Stage.HOUR_MS);

    assertThat(stage.starts.get(1L).attempt()).isEqualTo(2);
    assertThat(stage.starts.get(1L).stageRequest()).isEmpty();
  }

  @Test
  void soIsOneWhoseFileHasLeftTheDisk() {
    stage.ends(1, Stage.done());
    stage.ends(1, Stage.failed(Side.SOURCE, FailureClass.NOT_ONLINE, false));

    assertThat(stage.starts.get(1L).task()).isEqualTo(Task.BRING_ONLINE);
    assertThat(stage.starts.get(1L).stageRequest()).isEmpty();
  }

  @Test
  void aWordThatComesTooLateChangesNothing() {
    stage.ends(1, Stage.done());
    stage.decide(new Input.Started(Stage.AGENT, 1, 1, Held.UNKNOWN, 0, "r-2"));

    assertThat(stage.statuses.get(1L).tape().request()).isEqualTo("r-1");
  }
}
