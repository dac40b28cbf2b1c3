package io.tern.ledger;

import static io.tern.ledger.Stage.copy;
import static org.assertj.core.api.Assertions.assertThat;

import io.tern.explain.Bound;
import io.tern.explain.Reason;
import io.tern.job.FailureClass;
import io.tern.job.JobKind;
import io.tern.job.Link;
import io.tern.job.Side;
import io.tern.job.StorageName;
import io.tern.setting.Change;
import io.tern.setting.LinkRule;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How links and storages stand, as the leader tells it. */
class SurveyingTest {
  private static final StorageName A = new StorageName("davs://a");
  private static final StorageName B = new StorageName("davs://b");
  private static final StorageName NEVER_MET = new StorageName("davs://never.met");
  private static final Ask ASK = new Ask("why", "node", 0);
  private final Stage stage = new Stage();

  private Affected link(StorageName source, StorageName destination) {
    stage.decide(new Input.ExplainLink(new Link(source, destination), ASK));
    return stage.answers.getLast().affected();
  }

  private Affected storage(StorageName storage) {
    stage.decide(new Input.ExplainStorage(storage, ASK));
    return stage.answers.getLast().affected();
  }

  private static List<String> codes(Affected affected) {
    return affected.reasons().stream().map(Reason::code).toList();
  }

  private static Submission.Copy[] copies(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> copy(0, 1, "f" + i, i))
        .toArray(Submission.Copy[]::new);
  }

  @Test
  void theWindowOfTheDestinationBindsALinkAndTheSettingsAreNamed() {
    stage.decide(
        new Input.ChangeSettings(
            List.of(new Change.Put(new LinkRule("ab", A, B, 1, 90, null, null, null, null))),
            false,
            "/CN=op",
            ASK));
    stage.submit(JobKind.REGULAR, copies(20));

    Affected affected = link(A, B);

    assertThat(codes(affected))
        .containsExactly("demand", "storage-window", "window", "window", "window", "link-rule");
    assertThat(affected.reasons().getFirst().sentence()).startsWith("16 run ").contains(" 4 wait ");
    assertThat(affected.bounds()).extracting(Bound::places).containsExactly(16, 16, 90);
    assertThat(affected.bounds()).extracting(Bound::floor).containsExactly(0, 0, 1);
  }

  @Test
  void aStorageIsToldBySides() {
    stage.submit(JobKind.REGULAR, copies(20));

    Affected from = storage(A);
    Affected to = storage(B);

    assertThat(codes(to)).containsExactly("demand", "storage-window", "window", "idle", "window");
    assertThat(codes(from)).containsExactly("idle", "window", "demand", "elsewhere", "window");
    assertThat(to.bounds()).extracting(Bound::binds).containsExactly(true, false);
  }

  @Test
  void holdAndMissingAgentsComeBeforeAllElse() {
    stage.capacity = 0;
    stage.decide(new Input.Hold(true, "/CN=op", ASK));
    stage.submit(JobKind.REGULAR, copy("x"));

    assertThat(codes(link(A, B))).startsWith("hold", "agents", "demand", "no-agent");
    assertThat(codes(storage(B))).startsWith("hold", "agents", "demand", "elsewhere");
  }

  @Test
  void aBreakerThatFailuresHaveShutIsToldWithTheTimeOfItsProbe() {
    stage.submit(JobKind.REGULAR, copies(50));
    for (long transfer = 1; transfer <= 20; transfer++) {
      stage.ends(transfer, Stage.failed(Side.DESTINATION, FailureClass.CONNECTION, false));
    }

    Affected affected = link(A, B);

    assertThat(affected.reasons())
        .contains(
            new Reason(
                "breaker",
                "Copies into davs://b have failed one after another: one is let in at"
                    + " 1970-01-01T00:17:10Z, to see."));
    assertThat(affected.bounds().getFirst().binds()).isTrue();
    assertThat(affected.bounds().getFirst().places()).isZero();
  }

  @Test
  void whatChangedAWindowIsToldByTheClockOnTheWall() {
    stage.submit(JobKind.REGULAR, copies(40));
    List<Long> transfers = LongStream.rangeClosed(1, 16).boxed().toList();
    transfers.forEach(stage::started);
    for (int second = 1; second <= 20; second++) {
      transfers.forEach(id -> stage.moved(id, stage.nowMs));
      stage.pass(1_000);
    }
    Instant changed = changed(storage(B));

    Step anHourOff = stage.coordination.begin(stage.nowMs + Stage.HOUR_MS, stage.nowMs);
    stage.coordination.decide(anHourOff, new Input.ExplainStorage(B, ASK));

    assertThat(changed).isBetween(Instant.ofEpochMilli(1_005_000), Instant.ofEpochMilli(1_010_000));
    assertThat(anHourOff.effects())
        .singleElement()
        .isInstanceOfSatisfying(
            Effect.Answer.class,
            answer ->
                assertThat(changed(answer.affected()))
                    .isEqualTo(changed.plusMillis(Stage.HOUR_MS)));
  }

  private static Instant changed(Affected affected) {
    Pattern first = Pattern.compile("The window into davs://b went from 16 to .* at (\\S+Z): .*");
    return affected.reasons().stream()
        .map(reason -> first.matcher(reason.sentence()))
        .filter(Matcher::matches)
        .map(found -> Instant.parse(found.group(1)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whereNothingHasComeByTheSettingsAreTold() {
    int links = stage.ledger.scheduler().links();

    Affected affected = link(NEVER_MET, B);

    assertThat(codes(affected)).containsExactly("idle", "window", "window", "window");
    assertThat(codes(storage(NEVER_MET))).containsExactly("idle", "window", "idle", "window");
    assertThat(stage.ledger.scheduler().links()).isEqualTo(links);
  }
}
