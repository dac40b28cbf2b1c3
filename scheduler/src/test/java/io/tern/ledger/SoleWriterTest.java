package io.tern.ledger;

import static io.tern.ledger.Stage.copy;
import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.JobKind;
import io.tern.job.StorageName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Jobs that want to be the only ones to write their destinations (FTS's CheckDuplicates). */
class SoleWriterTest {
  private static final int TAKEN = 412;
  private final Stage stage = new Stage();

  private UUID sole(JobKind kind, Submission.Copy... copies) {
    return stage.submit(kind, SoleWriterTest::sole, copies);
  }

  private static Terms sole(Terms terms) {
    return terms.orderly().sole();
  }

  private int answer() {
    return stage.answers.getLast().status();
  }

  @Test
  void theSecondIsRefusedUntilTheFirstHasEnded() {
    sole(JobKind.REGULAR, copy(0, 1, "x", 0), copy(0, 1, "y", 1));

    sole(JobKind.REGULAR, copy(2, 1, "y", 0));
    assertThat(answer()).isEqualTo(TAKEN);
    assertThat(stage.answers.getLast().message()).startsWith("The submission is duplicated ");
    assertThat(stage.ledger.jobs).hasSize(1);
    assertThat(stage.ledger.submissions.isEmpty()).isTrue();

    stage.ends(2, Stage.done());
    sole(JobKind.REGULAR, copy(2, 1, "x", 0));
    assertThat(answer()).isEqualTo(TAKEN);
    sole(JobKind.REGULAR, copy(2, 1, "y", 0));
    assertThat(answer()).isEqualTo(200);
  }

  @Test
  void whatWasRefusedMayComeAgainUnderItsId() {
    UUID first = sole(JobKind.REGULAR, copy("x"));
    UUID second = sole(JobKind.REGULAR, copy("x"));
    stage.cancel(first);

    Submission again =
        new Submission(
            second,
            sole(new Terms(JobKind.REGULAR)).submitted(),
            List.of(new StorageName("davs://a"), new StorageName("davs://b")),
            List.of(copy("x")),
            1);
    again
        .parts()
        .forEach(part -> stage.decide(new Input.Submit(part, false, new Ask("again", "node", 0))));

    assertThat(answer()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(names = {"REGULAR", "MULTI_HOP"})
  void twoOfOneJobMayNotWriteTheSame(JobKind kind) {
    sole(kind, copy(0, 1, "x", 0), copy(2, 1, "x", 1));

    assertThat(answer()).isEqualTo(TAKEN);
  }

  @Test
  void replicasOfOneFileMay() {
    UUID job = sole(JobKind.MULTIPLE_REPLICA, copy(0, 2, "x", 0), copy(1, 2, "x", 0));
    assertThat(answer()).isEqualTo(200);

    stage.ends(1, Stage.failed());
    sole(JobKind.REGULAR, copy(0, 2, "x", 0));
    assertThat(answer()).isEqualTo(TAKEN);
    stage.ends(2, Stage.done());

    assertThat(stage.endings).containsKey(job);
    assertThat(stage.ledger.destinations.size()).isZero();
  }

  @Test
  void aCancelledJobHoldsNothing() {
    UUID job = sole(JobKind.REGULAR, copy("x"));
    stage.cancel(job);

    sole(JobKind.REGULAR, copy("x"));

    assertThat(answer()).isEqualTo(200);
  }

  @Test
  void othersNeitherAskNorStandInTheWay() {
    stage.submit(JobKind.REGULAR, copy("x"));
    sole(JobKind.REGULAR, copy("x"));
    assertThat(answer()).isEqualTo(200);
    stage.submit(JobKind.REGULAR, copy("x"));
    assertThat(answer()).isEqualTo(200);
  }

  @Test
  void theTableCountsAsAMapDoes() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    OpenDestinations table = new OpenDestinations();
    Map<Long, Integer> expected = new HashMap<>();
    for (int i = 0; i < 100_000; i++) {
      // Few low bits, so that places collide.
      long hash = (long) random.nextInt(40) << 32 | random.nextInt(i < 50_000 ? 64 : 4);
      if (random.nextBoolean()) {
        table.add(hash);
        expected.merge(hash, 1, Integer::sum);
      } else if (expected.containsKey(hash)) {
        table.remove(hash);
        expected.computeIfPresent(hash, (h, count) -> count == 1 ? null : count - 1);
      }
      assertThat(table.contains(hash)).as("seed %d", seed).isEqualTo(expected.containsKey(hash));
      assertThat(table.size()).as("seed %d", seed).isEqualTo(expected.size());
    }
    expected.keySet().forEach(hash -> assertThat(table.contains(hash)).as("%d", seed).isTrue());
  }
}
