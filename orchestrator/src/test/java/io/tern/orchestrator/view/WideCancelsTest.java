package io.tern.orchestrator.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.JobState;
import io.tern.orchestrator.journal.wire.CancelOrder;
import io.tern.orchestrator.journal.wire.Position;
import io.tern.orchestrator.journal.wire.State;
import io.tern.orchestrator.journal.wire.WideCancel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wide cancel is seen at once, whenever the jobs' own records come. */
class WideCancelsTest {
  private static final long AT_MS = 77_000;
  private static final SampleJob MEANT = SampleJob.numbered(1, 3, 10);
  private static final SampleJob OVER = SampleJob.numbered(2, 3, 10);
  private static final SampleJob LATER = SampleJob.numbered(4, 3, 10);
  private static final SampleJob OTHERS = ofCms(SampleJob.numbered(3, 3, 10));

  @TempDir private Path directory;
  private StoreFixture fixture;

  private static SampleJob ofCms(SampleJob job) {
    return job.with(job.header().toBuilder().setVo("cms"));
  }

  @BeforeEach
  void open() {
    fixture = new StoreFixture(directory);
    fixture.apply(MEANT::acceptedIn);
    fixture.apply(OVER::acceptedIn);
    fixture.apply(OTHERS::acceptedIn);
    fixture.apply(batch -> {
      batch.job(MEANT.id(), MEANT.record(State.ACTIVE).build());
      batch.job(OVER.id(), OVER.record(State.FAILED).setFinishedMs(5).build());
      MEANT.putTransfer(batch, 0, State.FINISHED);
      MEANT.putTransfer(batch, 1, State.ACTIVE);
    });
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static Position.Builder cancelling(String vo) {
    CancelOrder.Builder order =
        CancelOrder.newBuilder().setVo(vo).setBelow(LATER.firstTransfer()).setReason("no more");
    return Position.newBuilder()
        .addCancelling(WideCancel.newBuilder().setOrder(order).setAtMs(AT_MS));
  }

  private static JobQuery of(Set<JobState> states, boolean unfinished) {
    return new JobQuery(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        states,
        unfinished,
        0,
        10);
  }

  private State state(SampleJob job) {
    return fixture.job(job).record().getState();
  }

  @Test
  void whatItMeansIsCancelledWithItsReasonAndTimeAndNothingElseIs() {
    fixture.apply(cancelling("atlas"), LATER::acceptedIn);

    assertThat(fixture.job(MEANT).record())
        .isEqualTo(
            MEANT
                .record(State.CANCELED)
                .setCancel(true)
                .setReason("no more")
                .setFinishedMs(AT_MS)
                .build());
    assertThat(state(OVER)).isEqualTo(State.FAILED);
    assertThat(state(OTHERS)).isEqualTo(State.SUBMITTED);
    assertThat(state(LATER)).isEqualTo(State.SUBMITTED);
    assertThat(fixture.transfers(MEANT))
        .extracting(transfer -> transfer.record().getState())
        .containsExactly(State.FINISHED, State.CANCELED, State.CANCELED);
    assertThat(fixture.store.holding(MEANT.transfer(2)).map(job -> job.record().getReason()))
        .contains("no more");
  }

  @Test
  void listsAgree() {
    fixture.apply(cancelling("*"), LATER::acceptedIn);

    assertThat(fixture.list(of(Set.of(), true))).containsExactly(LATER.id());
    assertThat(fixture.list(of(Set.of(JobState.CANCELED), false)))
        .containsExactly(OTHERS.id(), MEANT.id());
    assertThat(fixture.list(of(Set.of(JobState.ACTIVE, JobState.SUBMITTED), false)))
        .containsExactly(LATER.id());
  }

  @Test
  void itIsKnownAfterARestartAndUntilAStepSaysThatItIsDone() {
    fixture.apply(cancelling("atlas"), batch -> {});
    fixture.reopen();
    assertThat(state(MEANT)).isEqualTo(State.CANCELED);

    fixture.apply(batch -> {});

    assertThat(state(MEANT)).as("nobody wrote its record").isEqualTo(State.ACTIVE);
  }

  /** Whoever restores from the store must not take for done what is only shown. */
  @Test
  void aRestartGetsTheRecordsThemselves() {
    fixture.apply(cancelling("atlas"), batch -> {});

    assertThat(Recorded.of(fixture.store).jobs()).containsExactly(MEANT.id(), OTHERS.id());
  }
}
