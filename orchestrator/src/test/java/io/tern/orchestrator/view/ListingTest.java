package io.tern.orchestrator.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.JobState;
import io.tern.orchestrator.journal.wire.State;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListingTest {
  @TempDir private Path directory;
  private StoreFixture fixture;

  /** Jobs 0 to 9: every third is of cms; 4 failed at 5 s, 5 and 6 finished at 20 s and 30 s. */
  @BeforeEach
  void open() {
    fixture = new StoreFixture(directory);
    for (int i = 0; i < 10; i++) {
      fixture.apply(job(i)::acceptedIn);
    }
    ended(4, State.FAILED, 5_000);
    ended(5, State.FINISHED, 20_000);
    ended(6, State.FINISHED, 30_000);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void givesTheNewestFirst() {
    assertThat(fixture.list(StoreFixture.newest(3))).containsExactly(id(9), id(8), id(7));
    assertThat(fixture.list(StoreFixture.newest(0))).hasSize(10);
  }

  @Test
  void changesOfStateAddNoSecondEntry() {
    fixture.apply(batch -> batch.job(id(9), job(9).record(State.ACTIVE).build()));

    assertThat(fixture.list(StoreFixture.newest(0))).doesNotHaveDuplicates().hasSize(10);
    assertThat(fixture.list(StoreFixture.unfinished(0))).doesNotHaveDuplicates().hasSize(7);
  }

  @Test
  void givesUnfinishedJobsOnly() {
    assertThat(fixture.list(StoreFixture.unfinished(0)))
        .containsExactlyInAnyOrder(id(0), id(1), id(2), id(3), id(7), id(8), id(9));
    assertThat(fixture.list(StoreFixture.unfinished(4)))
        .containsExactly(id(9), id(8), id(7), id(3));
  }

  @Test
  void filtersByState() {
    JobQuery finished = query("", Set.of(JobState.FINISHED, JobState.FAILED), false, 0, 2);

    assertThat(fixture.list(finished)).containsExactly(id(6), id(5));
    assertThat(fixture.list(query("", Set.of(JobState.FAILED), false, 0, 5)))
        .containsExactly(id(4));
    assertThat(fixture.list(query("", Set.of(JobState.FAILED), true, 0, 0))).isEmpty();
  }

  @Test
  void filtersByTheTimeOfTheEndWithAndWithoutALimit() {
    assertThat(fixture.list(query("", Set.of(), false, 20_000, 0)))
        .containsExactlyInAnyOrder(id(5), id(6));
    assertThat(fixture.list(query("", Set.of(), false, 20_000, 1))).containsExactly(id(6));
    assertThat(fixture.list(query("", Set.of(JobState.FAILED), false, 5_001, 0))).isEmpty();
    assertThat(fixture.list(query("", Set.of(), false, 30_001, 0))).isEmpty();
  }

  @Test
  void filtersByVo() {
    assertThat(fixture.list(query("cms", Set.of(), false, 0, 0)))
        .containsExactlyInAnyOrder(id(0), id(3), id(6), id(9));
    assertThat(fixture.list(query("cms", Set.of(), true, 0, 2))).containsExactly(id(9), id(3));
    assertThat(fixture.list(query("lhcb", Set.of(), false, 0, 0))).isEmpty();
  }

  @Test
  void filtersByEachFieldOfTheSubmission() {
    assertThat(fixture.list(submitted("/DC=ch/CN=rucio", "cred-1", "https://a.example", "")))
        .hasSize(10);
    assertThat(fixture.list(submitted("/CN=other", "", "", ""))).isEmpty();
    assertThat(fixture.list(submitted("", "cred-2", "", ""))).isEmpty();
    assertThat(fixture.list(submitted("", "", "https://b.example", ""))).isEmpty();
    assertThat(fixture.list(submitted("", "", "", "https://a.example"))).isEmpty();
    assertThat(fixture.list(submitted("", "", "", "https://b.example"))).hasSize(10);
  }

  @Test
  void ordersByTheTimeOfAcceptanceWhateverTheJobIds() {
    int[] newestFirst = IntStream.iterate(9, i -> i >= 0, i -> i - 1).toArray();

    assertThat(fixture.list(StoreFixture.newest(10)))
        .containsExactlyElementsOf(IntStream.of(newestFirst).mapToObj(ListingTest::id).toList());
  }

  private void ended(int number, State state, long atMs) {
    fixture.apply(
        batch -> batch.job(id(number), job(number).record(state).setFinishedMs(atMs).build()));
  }

  private static SampleJob job(int number) {
    SampleJob job = SampleJob.numbered(number, 2, 10);
    return number % 3 == 0 ? job.with(job.header().toBuilder().setVo("cms")) : job;
  }

  private static UUID id(int number) {
    return job(number).id();
  }

  private static JobQuery query(
      String vo, Set<JobState> states, boolean unfinished, long sinceMs, int limit) {
    return new JobQuery(
        some(vo),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        states,
        unfinished,
        sinceMs,
        limit);
  }

  private static JobQuery submitted(
      String userDn, String credential, String source, String destination) {
    return new JobQuery(
        Optional.empty(),
        some(userDn),
        some(credential),
        some(source),
        some(destination),
        Set.of(),
        false,
        0,
        0);
  }

  private static Optional<String> some(String value) {
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }
}
