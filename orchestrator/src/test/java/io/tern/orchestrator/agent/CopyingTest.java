package io.tern.orchestrator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.tern.job.Checksum;
import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.orchestrator.agent.FakeTopics.Broker;
import io.tern.orchestrator.journal.wire.DestinationFile;
import io.tern.orchestrator.journal.wire.End;
import io.tern.orchestrator.journal.wire.FileText;
import io.tern.storage.CopyEnd;
import io.tern.storage.Locality;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopyingTest {
  private final Bench bench = new Bench();
  private final ScriptedStorage storage = bench.storage;
  private final FakeTopics topics = bench.topics;

  private static CopyEnd refused(FailureClass kind, Side side, boolean noThirdPartyCopy) {
    return new CopyEnd.Refused(ScriptedStorage.failure(kind, side), noThirdPartyCopy);
  }

  private static CopyEnd broken(FailureClass kind) {
    return new CopyEnd.Broken(ScriptedStorage.failure(kind, Side.TRANSFER));
  }

  @Test
  void copiesByPullAndReportsSizeAndChecksum() {
    bench.start(start ->
        start.setChecksumMode("b").setFile(start.getFile().toBuilder().setChecksum("adler32:A0B")));

    assertThat(bench.ended().getEnd()).isEqualTo(End.DONE);
    assertThat(bench.ended().getSize()).isEqualTo(100);
    assertThat(bench.ended().getBytes()).isEqualTo(100);
    assertThat(bench.ended().getChecksum()).isEqualTo("ADLER32:0a0b");
    assertThat(storage.calls)
        .containsExactly(
            "stat src://a/file ADLER32",
            "stat dst://b/file",
            "copy PULL",
            "stat dst://b/file ADLER32");
  }

  @Test
  void sendsNoCopyBeforeItsStartIsAcknowledged() {
    topics.broker = Broker.HESITATES;
    bench.start(UnaryOperator.identity());

    assertThat(topics.started()).hasSize(1);
    assertThat(topics.started().getFirst().getHeld().getKnown()).isTrue();
    assertThat(topics.started().getFirst().getHeld().getExists()).isFalse();
    assertThat(storage.callsOf("copy")).isEmpty();

    topics.acknowledge();
    assertThat(storage.callsOf("copy")).containsExactly("copy PULL");
    assertThat(bench.ended().getEnd()).isEqualTo(End.DONE);
  }

  @Test
  void actsOnADispatchOnce() {
    bench.start(UnaryOperator.identity());
    bench.start(UnaryOperator.identity());

    assertThat(storage.callsOf("copy")).hasSize(1);
    assertThat(topics.ended()).hasSize(1);
  }

  @Test
  void ignoresDispatchesToAnotherIncarnation() {
    topics.dispatch(
        bench.dispatch(1, 1, UnaryOperator.identity()).toBuilder().setIncarnation("run-0").build());

    assertThat(storage.calls).isEmpty();
  }

  @Test
  void pushesWhereThePullIsNotToBeHadAndRemembersIt() {
    storage.ends.add(refused(FailureClass.UNSUPPORTED, Side.DESTINATION, true));
    bench.start(UnaryOperator.identity());
    storage.files.remove(Bench.DESTINATION);
    bench.start(2, 1, UnaryOperator.identity());

    assertThat(storage.callsOf("copy")).containsExactly("copy PULL", "copy PUSH", "copy PUSH");
    assertThat(topics.ended()).extracting("end").containsExactly(End.DONE, End.DONE);
  }

  @Test
  void goesNoWayThatOperatorsHaveClosed() {
    bench.start(1, 1, start -> start.setNoPull(true));
    storage.files.remove(Bench.DESTINATION);
    bench.start(2, 1, start -> start.setNoPull(true).setNoPush(true));

    assertThat(storage.callsOf("copy")).containsExactly("copy PUSH", "copy STREAMED");
  }

  @Test
  void failsBeforeItBeginsWhereEveryWayIsClosed() {
    bench.start(start -> start.setNoPull(true).setNoPush(true).setNoStreaming(true));

    assertThat(storage.callsOf("copy")).isEmpty();
    assertThat(bench.ended().getFailureClass()).isEqualTo("UNSUPPORTED");
    assertThat(bench.ended().getRetryable()).isFalse();
    assertThat(bench.ended().getMessage()).contains("tpc_support", "no_streaming");
  }

  @Test
  void triesEachDirectionOnceAndThenTheWayThroughTheAgent() {
    storage.ends.add(refused(FailureClass.UNSUPPORTED, Side.DESTINATION, true));
    storage.ends.add(refused(FailureClass.UNSUPPORTED, Side.SOURCE, true));
    storage.ends.add(refused(FailureClass.UNSUPPORTED, Side.TRANSFER, false));
    bench.start(UnaryOperator.identity());

    assertThat(storage.callsOf("copy")).containsExactly("copy PULL", "copy PUSH", "copy STREAMED");
    assertThat(bench.ended().getFailureClass()).isEqualTo("UNSUPPORTED");
    assertThat(storage.callsOf("delete")).isEmpty();
  }

  @Test
  void remembersThatNoSideCanBeActiveOnceTheBytesWentThroughTheAgent() {
    storage.ends.add(refused(FailureClass.UNSUPPORTED, Side.DESTINATION, true));
    storage.ends.add(refused(FailureClass.UNSUPPORTED, Side.SOURCE, true));
    bench.start(UnaryOperator.identity());
    storage.files.remove(Bench.DESTINATION);
    bench.start(2, 1, UnaryOperator.identity());

    assertThat(storage.callsOf("copy"))
        .containsExactly("copy PULL", "copy PUSH", "copy STREAMED", "copy STREAMED");
    assertThat(topics.ended()).extracting("end").containsExactly(End.DONE, End.DONE);
  }

  @Test
  void removesWhatWasStreamedFromOtherBytesThanTheSourceHas() {
    storage.ends.add(refused(FailureClass.UNSUPPORTED, Side.DESTINATION, true));
    storage.ends.add(refused(FailureClass.UNSUPPORTED, Side.SOURCE, true));
    storage.copiesLast = true;
    bench.start(start -> start.setChecksumMode("b"));
    storage.running.getLast().mark(100);
    storage
        .running
        .getLast()
        .finish(new CopyEnd.Copied(Optional.of(new Checksum("ADLER32", "bad"))));

    assertThat(bench.ended().getFailureClass()).isEqualTo("CHECKSUM");
    assertThat(storage.calls).last().asString().startsWith("delete");
  }

  @Test
  void replacesWhatIsOnDiskOnlyAndNotWhatIsOnTape() {
    storage.files.put(Bench.DESTINATION, ScriptedStorage.file(3, 5, "1"));
    storage.tape.add(true);
    storage.tape.add(false);
    bench.start(start -> start.setOverwriteFlag("D").setReplaceOnDisk(true));
    bench.start(2, 1, start -> start.setOverwriteFlag("D").setReplaceOnDisk(true));

    assertThat(topics.ended()).extracting("end").containsExactly(End.END_FAILED, End.DONE);
    assertThat(topics.ended().getFirst().getMessage())
        .isEqualTo(
            "Destination file exists and is on tape (overwrite-when-only-on-disk requested)");
    assertThat(storage.callsOf("copy")).containsExactly("copy PULL overwriting");
  }

  @Test
  void describesAFileThatIsInTheWayWhereTheJobAsksForIt() {
    storage.files.put(Bench.DESTINATION, ScriptedStorage.file(3, 5, "0c"));
    storage.tape.add(true);
    bench.start(start -> start.setReportInTheWay(true));
    bench.start(2, 1, UnaryOperator.identity());

    DestinationFile found = topics.ended().getFirst().getInTheWay();
    assertThat(topics.ended()).extracting("failureClass").containsExactly("EXISTS", "EXISTS");
    assertThat(found.getSize()).isEqualTo(3);
    assertThat(found.getChecksum()).isEqualTo("ADLER32:0c");
    assertThat(found.getOnTape()).isTrue();
    assertThat(found.getOffDisk()).isFalse();
    assertThat(topics.ended().getLast().hasInTheWay()).isFalse();
    assertThat(storage.callsOf("delete")).isEmpty();
  }

  @Test
  void tellsAFileOnTapeAloneFromOneOnDiskToo() {
    storage.files.put(Bench.DESTINATION, ScriptedStorage.file(3, 5, "0c"));
    storage.tape.add(true);
    storage.archived = Locality.TAPE;
    bench.start(start -> start.setReportInTheWay(true));

    assertThat(bench.ended().getInTheWay().getOnTape()).isTrue();
    assertThat(bench.ended().getInTheWay().getOffDisk()).isTrue();
  }

  @Test
  void saysOfNothingButTheDestinationThatItIsInTheWay() {
    storage.files.put(Bench.DESTINATION, ScriptedStorage.file(3, 5, "0c"));
    bench.start(start ->
        start
            .setReportInTheWay(true)
            .setChecksumMode("s")
            .setFile(start.getFile().toBuilder().setChecksum("adler32:ff")));

    assertThat(bench.ended().getSide()).isEqualTo("SOURCE");
    assertThat(bench.ended().hasInTheWay()).isFalse();
  }

  @Test
  void letsASourceLeaveTheDiskUnlessItIsToStay() {
    bench.start(start -> start.setKeepSource(true).setStageRequest("r-1"));
    assertThat(bench.ended().getEnd()).isEqualTo(End.DONE);
    assertThat(storage.released).isEmpty();

    storage.files.remove(Bench.DESTINATION);
    bench.start(2, 1, start -> start.setStageRequest("r-1"));

    assertThat(storage.released).containsExactly("r-1 " + Bench.SOURCE);
  }

  @Test
  void releasesNothingThatWasNotStaged() {
    bench.start(UnaryOperator.identity());

    assertThat(bench.ended().getEnd()).isEqualTo(End.DONE);
    assertThat(storage.released).isEmpty();
  }

  @Test
  void handsOnWhatTheDestinationsTapeMayHeed() {
    bench.start(start -> {
      start.getFileBuilder().setArchiveMetadata(ByteString.copyFromUtf8("{\"a\":1}"));
      return start;
    });

    assertThat(storage.running.getFirst().request().archiveMetadata()).isEqualTo("{\"a\":1}");
  }

  @Test
  void deletesWhatAPushWouldOverwrite() {
    storage.files.put(Bench.DESTINATION, ScriptedStorage.file(3, 5, "1"));
    storage.ends.add(refused(FailureClass.UNSUPPORTED, Side.DESTINATION, true));
    bench.start(start -> start.setOverwriteFlag("Y"));

    assertThat(storage.calls.stream().filter(call -> !call.startsWith("stat")))
        .containsExactly("copy PULL overwriting", "delete dst://b/file", "copy PUSH overwriting");
    assertThat(topics.started().getFirst().getHeld().getSize()).isEqualTo(3);
    assertThat(bench.ended().getEnd()).isEqualTo(End.DONE);
  }

  @Test
  void makesMissingParentsOnce() {
    storage.ends.add(refused(FailureClass.NOT_FOUND, Side.DESTINATION, false));
    bench.start(UnaryOperator.identity());
    assertThat(bench.ended().getEnd()).isEqualTo(End.DONE);

    storage.files.remove(Bench.DESTINATION);
    storage.ends.add(refused(FailureClass.NOT_FOUND, Side.DESTINATION, false));
    storage.ends.add(refused(FailureClass.NOT_FOUND, Side.DESTINATION, false));
    bench.start(2, 1, UnaryOperator.identity());

    assertThat(storage.callsOf("parents")).hasSize(2);
    assertThat(storage.callsOf("copy")).hasSize(4);
    assertThat(topics.ended().getLast().getFailureClass()).isEqualTo("NOT_FOUND");
  }

  @ParameterizedTest
  @CsvSource({Bench.SOURCE + ",SOURCE", Bench.DESTINATION + ",DESTINATION"})
  void aMetadataFailureIsLaidAtTheSideThatWasAsked(String url, Side side) {
    storage.statFailures.put(
        url,
        new Failure(
            FailureClass.OVERLOADED,
            Side.GENERAL_FAILURE,
            Phase.TRANSFER_PREPARATION,
            true,
            "busy"));
    bench.start(UnaryOperator.identity());

    assertThat(bench.ended().getSide()).isEqualTo(side.name());
  }

  @Test
  void cleansUpAfterABrokenCopy() {
    storage.copiesLast = true;
    bench.start(UnaryOperator.identity());
    storage.running.getFirst().mark(40);
    storage.running.getFirst().finish(broken(FailureClass.STORAGE_IO));

    assertThat(bench.ended().getEnd()).isEqualTo(End.END_FAILED);
    assertThat(bench.ended().getFailureClass()).isEqualTo("STORAGE_IO");
    assertThat(bench.ended().getBytes()).isEqualTo(40);
    assertThat(storage.files).doesNotContainKey(Bench.DESTINATION);
  }

  @Test
  void handsBackUntouchedWhatNeedsAStorageThatIsLeftAlone() {
    storage.leftAlone = Duration.ofSeconds(30);
    bench.start(UnaryOperator.identity());

    assertThat(bench.ended().getEnd()).isEqualTo(End.HANDED_BACK);
    assertThat(bench.ended().getRestMs()).isEqualTo(30_000);
    assertThat(bench.ended().getMessage()).endsWith("is left alone");
    assertThat(storage.calls).isEmpty();
  }

  @Test
  void looksAfterAnUnknownEndEvenAtAStorageThatIsLeftAlone() {
    storage.leftAlone = Duration.ofSeconds(30);
    bench.start(start -> start.setAfterUnknown(true));

    assertThat(storage.callsOf("stat")).isNotEmpty();
  }

  @Test
  void tellsTheNextAttemptOfWhatItCouldNotCleanUp() {
    storage.deleteFailure = ScriptedStorage.failure(FailureClass.CONNECTION, Side.DESTINATION);
    storage.ends.add(broken(FailureClass.STORAGE_IO));
    bench.start(UnaryOperator.identity());

    assertThat(bench.ended().getEnd()).isEqualTo(End.UNKNOWN);
  }

  @Test
  void cleansNothingWhenAskedNotToOrWhenTheFileIsAnothers() {
    storage.ends.add(broken(FailureClass.STORAGE_IO));
    bench.start(start -> start.setDisableCleanup(true));
    storage.ends.add(broken(FailureClass.EXISTS));
    bench.start(2, 1, UnaryOperator.identity());
    storage.ends.add(refused(FailureClass.PERMISSION, Side.DESTINATION, false));
    bench.start(3, 1, UnaryOperator.identity());

    assertThat(topics.ended()).hasSize(3).allMatch(ended -> ended.getEnd() == End.END_FAILED);
    assertThat(storage.callsOf("delete")).isEmpty();
  }

  @Test
  void leavesEverythingWhenTheEndIsUnknown() {
    storage.ends.add(
        new CopyEnd.Unknown(ScriptedStorage.failure(FailureClass.INTERRUPTED, Side.TRANSFER)));
    bench.start(UnaryOperator.identity());

    assertThat(bench.ended().getEnd()).isEqualTo(End.UNKNOWN);
    assertThat(storage.callsOf("delete")).isEmpty();
  }

  @Test
  void anUnansweredCleanUpLeavesTheEndUnknown() {
    storage.deletesHang = true;
    storage.ends.add(broken(FailureClass.STORAGE_IO));
    bench.start(UnaryOperator.identity());
    assertThat(topics.ended()).isEmpty();

    bench.pass(Duration.ofSeconds(301));
    assertThat(bench.ended().getEnd()).isEqualTo(End.UNKNOWN);
    assertThat(bench.ended().getFailureClass()).isEqualTo("STORAGE_IO");
  }

  @Test
  void aCopyOfAnotherSizeIsRemoved() {
    storage.copiesLast = true;
    bench.start(UnaryOperator.identity());
    storage.running.getFirst().mark(99);
    storage.running.getFirst().finish(new CopyEnd.Copied());

    assertThat(bench.ended().getMessage()).isEqualTo("Source and destination file size mismatch");
    assertThat(bench.ended().getRetryable()).isTrue();
    assertThat(storage.files).doesNotContainKey(Bench.DESTINATION);
  }

  @Test
  void aStorageThatNeverAnswersEndsInATimeOut() {
    storage.statsHang = true;
    bench.start(UnaryOperator.identity());
    bench.pass(Duration.ofSeconds(299));
    assertThat(topics.ended()).isEmpty();

    bench.pass(Duration.ofSeconds(2));
    assertThat(bench.ended().getFailureClass()).isEqualTo("TIMEOUT");
    assertThat(storage.callsOf("copy")).isEmpty();
  }

  @Test
  void aCopyThatNeverEndsIsAbandonedAndUnknown() {
    storage.copiesLast = true;
    bench.start(start -> start.setTimeoutS(100));
    bench.pass(Duration.ofSeconds(161));

    assertThat(storage.running.getFirst().abandoned).isTrue();
    assertThat(bench.ended().getEnd()).isEqualTo(End.UNKNOWN);
    assertThat(bench.agent.active()).isZero();
  }

  @Test
  void timeForACopyGrowsWithItsSize() {
    storage.files.put(Bench.SOURCE, ScriptedStorage.file(10 << 20, 5, "1"));
    bench.start(UnaryOperator.identity());

    assertThat(storage.running.getFirst().request().limits().total())
        .isEqualTo(Duration.ofSeconds(620));
  }

  @Test
  void aStrictCopyLooksAtNothingBefore() {
    bench.start(start -> start.setStrictCopy(true).setSize(100));

    assertThat(storage.calls).containsExactly("copy PULL", "stat dst://b/file");
    assertThat(topics.started().getFirst().getHeld().getKnown()).isFalse();
    assertThat(bench.ended().getEnd()).isEqualTo(End.DONE);
  }

  @Test
  void aMissingSourceOrAnUnknownSchemeEndsItBeforeAnythingIsTouched() {
    storage.files.clear();
    bench.start(UnaryOperator.identity());
    bench.start(2, 1, start -> start.setFile(FileText.newBuilder().setSourceUrl("none://x/y")));

    assertThat(topics.ended())
        .extracting("failureClass_")
        .containsExactly("NOT_FOUND", "UNSUPPORTED");
    assertThat(topics.started()).isEmpty();
  }
}
