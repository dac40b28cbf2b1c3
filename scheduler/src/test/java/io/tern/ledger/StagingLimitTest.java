package io.tern.ledger;

import static io.tern.ledger.Stage.copy;
import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.JobKind;
import io.tern.job.StorageName;
import io.tern.job.TransferState;
import io.tern.setting.Change;
import io.tern.setting.Global;
import io.tern.setting.StorageRule.StagingLimit;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How many files of a VO a storage brings online at once. */
class StagingLimitTest {
  private static final StorageName A = new StorageName("davs://a");
  private static final Ask ASK = new Ask("limit", "node", 0);
  private final Stage stage = new Stage();

  @Test
  void theRestWaitsWithoutARequest() {
    limit(A, Submission.VO, 2);
    submit("cms", 0, 5);

    assertThat(stage.starts.keySet()).containsExactlyInAnyOrder(1L, 2L);
    assertThat(stage.starts.get(1L).task()).isEqualTo(Task.BRING_ONLINE);
    assertThat(stage.ledger.tally().in(TransferState.STARTED)).isEqualTo(2);
    assertThat(stage.ledger.tally().in(TransferState.STAGING)).isEqualTo(3);
  }

  @Test
  void oneThatIsOnlineOrHasFailedMakesRoomForTheNext() {
    limit(A, Submission.VO, 1);
    submit("cms", 0, 3);

    stage.ends(1, Stage.done());
    assertThat(stage.starts.get(2L).task()).isEqualTo(Task.BRING_ONLINE);
    stage.ends(2, Stage.failed());

    assertThat(stage.starts.get(3L).task()).isEqualTo(Task.BRING_ONLINE);
    assertThat(stage.ledger.staging()).isEqualTo(1);
  }

  @Test
  void aFullLineHoldsUpNoOtherVoAndNoOtherStorage() {
    limit(A, Submission.VO, 1);
    submit("cms", 0, 3);
    submit("atlas", 0, 2);
    submit("cms", 1, 2);

    assertThat(stage.starts.keySet()).containsExactlyInAnyOrder(1L, 4L, 5L, 6L, 7L);
  }

  @Test
  void theLimitForAllHoldsForEachVoThatHasNoneOfItsOwn() {
    limit(A, Global.ANY, 1);
    limit(A, "atlas", 2);
    submit("cms", 0, 3);
    submit("lhcb", 0, 3);
    submit("atlas", 0, 3);

    assertThat(stage.starts.keySet()).containsExactlyInAnyOrder(1L, 4L, 7L, 8L);
  }

  @Test
  void anotherLimitHoldsAtOnceAndStopsNothing() {
    submit("cms", 0, 3);
    limit(A, Submission.VO, 1);
    assertThat(stage.stops).isEmpty();
    submit("cms", 0, 3);
    assertThat(stage.starts).hasSize(3);

    limit(A, Submission.VO, 5);
    assertThat(stage.starts).hasSize(5);

    decide(new Change.Remove(StagingLimit.nameOf(A, Submission.VO)));
    assertThat(stage.starts).hasSize(6);
  }

  @Test
  void whereAgentsAreScarceTheLineWithFewestGoesFirst() {
    stage.tapes = 4;
    submit("cms", 0, 8);
    submit("atlas", 0, 8);
    assertThat(stage.starts.keySet()).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);

    LongStream.of(1, 2).forEach(transfer -> stage.ends(transfer, Stage.failed()));

    assertThat(stage.starts.keySet()).contains(9L, 10L).doesNotContain(5L);
  }

  @Test
  void whoWaitsIsToldForWhichLimit() {
    limit(A, Submission.VO, 1);
    submit("cms", 0, 2);

    stage.decide(new Input.Explain(2, ASK));

    assertThat(stage.answers.getLast().affected().reasons())
        .anySatisfy(reason -> {
          assertThat(reason.code()).isEqualTo("staging-limit");
          assertThat(reason.sentence())
              .isEqualTo("It waits to be brought online: 1 of 1 files of cms at davs://a are.");
        });
  }

  private void limit(StorageName storage, String vo, int most) {
    decide(new Change.Put(new StagingLimit(storage, vo, most)));
  }

  private void decide(Change change) {
    stage.decide(new Input.ChangeSettings(List.of(change), false, "/CN=op", ASK));
  }

  private UUID submit(String vo, int from, int files) {
    return stage.submit(
        JobKind.REGULAR,
        terms -> terms.of(vo).staged(3600),
        IntStream.range(0, files)
            .mapToObj(file -> copy(from, 2, vo + from + "-" + stage.nowMs++ + file, file))
            .toArray(Submission.Copy[]::new));
  }
}
