package io.tern.loadtest.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.loadtest.load.Acknowledged;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final String SOURCE = "http://127.1.0.1:28080/farm/size/10/f";

  private final FarmRecord farm = new FarmRecord();
  private int copies;
  private long fileIds = 100;

  private static String url(String name) {
    return "http://127.1.0.2:28080/out/" + name;
  }

  private int begins(String name) {
    int id = ++copies;
    farm.accept("S\t%d\t%d\t127.1.0.2\tpull\t%s\t%s".formatted(id, id, url(name), SOURCE));
    farm.accept("W\t%d\t%d".formatted(id, id));
    return id;
  }

  private void ends(int id, String end) {
    farm.accept("E\t%d\t%d\t%s\t10\tthere".formatted(id, id, end));
  }

  private void copied(String name) {
    ends(begins(name), "done");
  }

  private JobView.FileView file(String name, String state) {
    return new JobView.FileView(++fileIds, state, SOURCE, url(name));
  }

  private static JobView job(String id, String state, JobView.FileView... files) {
    return new JobView(id, state, List.of(files));
  }

  private Verdict judge(List<Acknowledged.Entry> entries, JobView... jobs) {
    Ledger ledger = new Ledger(entries, farm);
    Arrays.stream(jobs).forEach(ledger::enter);
    return ledger.verdict(0);
  }

  private static List<Acknowledged.Entry> acknowledged(String... ids) {
    List<Acknowledged.Entry> entries = new ArrayList<>();
    for (String id : ids) {
      entries.add(new Acknowledged.Entry(id, 1));
    }
    return entries;
  }

  @Test
  void whatWasAcknowledgedCopiedOnceAndShownFinishedIsSound() {
    copied("a");
    copied("b");
    Verdict verdict =
        judge(
            acknowledged("1", "2"),
            job("1", "FINISHED", file("a", "FINISHED")),
            job("2", "FINISHED", file("b", "FINISHED")));

    assertThat(verdict.isSound()).isTrue();
    assertThat(verdict.acknowledged()).isEqualTo(2);
    assertThat(verdict.terminal()).isEqualTo(2);
    assertThat(verdict.table()).contains("sound").doesNotContain("NOT");
  }

  @Test
  void aDestinationCompletedTwiceIsDoubled() {
    copied("a");
    copied("a");
    Verdict verdict = judge(acknowledged("1"), job("1", "FINISHED", file("a", "FINISHED")));

    assertThat(verdict.doubled()).isEqualTo(1);
    assertThat(verdict.overlapping()).isZero();
    assertThat(verdict.isSound()).isFalse();
  }

  @Test
  void aFailedCopyBeforeTheGoodOneIsNotDoubled() {
    ends(begins("a"), "failed");
    copied("a");
    assertThat(judge(acknowledged("1"), job("1", "FINISHED", file("a", "FINISHED"))).isSound())
        .isTrue();
  }

  @Test
  void twoLiveCopiesToOneDestinationOverlap() {
    int first = begins("a");
    int second = begins("a");
    ends(first, "abandoned");
    ends(second, "done");
    Verdict verdict = judge(acknowledged("1"), job("1", "FINISHED", file("a", "FINISHED")));

    assertThat(verdict.overlapping()).isEqualTo(1);
    assertThat(verdict.isSound()).isFalse();
  }

  @Test
  void aCopyThatOutlivesItsClientIsReportedApart() {
    int first = begins("a");
    farm.accept("G\t5\t%d\tgoes-on".formatted(first));
    int second = begins("a");
    ends(first, "unlinked");
    ends(second, "done");
    Verdict verdict = judge(acknowledged("1"), job("1", "FINISHED", file("a", "FINISHED")));

    assertThat(verdict.overlapping()).isZero();
    assertThat(verdict.overlappingOrphans()).isEqualTo(1);
    assertThat(verdict.isSound()).isTrue();
  }

  @Test
  void aJobThatTernDoesNotKnowIsLost() {
    copied("a");
    Verdict verdict = judge(acknowledged("1", "2"), job("1", "FINISHED", file("a", "FINISHED")));
    assertThat(verdict.lost()).isEqualTo(1);
    assertThat(verdict.isSound()).isFalse();
  }

  @Test
  void aFileThatIsFinishedWithoutACopyIsUnproven() {
    Verdict verdict = judge(acknowledged("1"), job("1", "FINISHED", file("a", "FINISHED")));
    assertThat(verdict.unproven()).isEqualTo(1);
    assertThat(verdict.isSound()).isFalse();
  }

  @Test
  void oneCopyDoesNotProveTwoFiles() {
    copied("a");
    Verdict verdict =
        judge(
            acknowledged("1", "2"),
            job("1", "FINISHED", file("a", "FINISHED")),
            job("2", "FINISHED", file("a", "FINISHED")));
    assertThat(verdict.unproven()).isEqualTo(1);
  }

  @Test
  void aFileIdGivenTwiceOrAFileNeverSubmittedIsSurplus() {
    copied("a");
    copied("b");
    JobView.FileView file = new JobView.FileView(1, "FINISHED", SOURCE, url("a"));
    JobView.FileView other = new JobView.FileView(1, "FINISHED", SOURCE, url("b"));
    Verdict twice =
        judge(acknowledged("1", "2"), job("1", "FINISHED", file), job("2", "FINISHED", other));
    assertThat(twice.surplus()).isEqualTo(1);

    assertThat(
            judge(acknowledged("1"), job("1", "FINISHED", file, file("b", "FINISHED"))).surplus())
        .isEqualTo(1);
  }

  @Test
  void aJobStateThatItsFilesDoNotBearOutIsContradicted() {
    copied("a");
    assertThat(judge(acknowledged("1"), job("1", "FINISHED", file("a", "FAILED"))).contradicted())
        .isEqualTo(1);
    assertThat(judge(acknowledged("1"), job("1", "ACTIVE", file("a", "FINISHED"))).contradicted())
        .isEqualTo(1);
    assertThat(judge(acknowledged("1"), job("1", "FINISHED", file("a", "ACTIVE"))).contradicted())
        .isEqualTo(1);
  }

  @Test
  void whatStillRunsIsUnfinishedAndWhatFailedIsNoBreach() {
    Verdict running = judge(acknowledged("1"), job("1", "ACTIVE", file("a", "ACTIVE")));
    assertThat(running.unfinished()).isEqualTo(1);
    assertThat(running.isSound()).isFalse();

    Verdict failed = judge(acknowledged("1"), job("1", "FAILED", file("a", "FAILED")));
    assertThat(failed.failed()).isEqualTo(1);
    assertThat(failed.isSound()).isTrue();
  }

  @Test
  void theMostCopiesOnALinkAreCounted() {
    begins("a");
    begins("b");
    ends(begins("c"), "done");
    begins("d");
    assertThat(farm.linkPeak()).isEqualTo(3);
    assertThat(farm.live()).isEqualTo(3);
  }

  @Test
  void aFarmThatStartsAnewHasCutWhatRan() {
    begins("a");
    farm.accept("F\t9");
    copied("a");
    assertThat(farm.overlapping()).isZero();
    assertThat(farm.live()).isZero();
  }
}
