package io.tern.orchestrator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.tern.orchestrator.journal.wire.End;
import io.tern.orchestrator.journal.wire.Started;
import io.tern.orchestrator.journal.wire.Task;
import io.tern.storage.Access;
import io.tern.storage.Staging;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TapeTest {
  private final Bench bench = new Bench();

  @Test
  void asksMoreAndMoreRarelyUntilTheFileIsOnline() {
    bench.storage.tape.addAll(List.of(false, false, false, true));
    bench.start(start -> start.setTask(Task.BRING_ONLINE).setWaitLimitS(600));
    bench.pass(Duration.ofSeconds(34));
    assertThat(bench.topics.ended()).isEmpty();

    bench.pass(Duration.ofSeconds(1));
    assertThat(bench.ended().getEnd()).isEqualTo(End.DONE);
    assertThat(bench.storage.calls).hasSize(4).containsOnly("online src://a/file");
  }

  @Test
  void handsOnHowLongAFileShallStayAndWhatTheSiteMayKnow() {
    bench.storage.tape.addAll(List.of(true, true));
    bench.start(1, 1, start -> start.setTask(Task.BRING_ONLINE));
    bench.start(
        2,
        1,
        start -> {
          start.getFileBuilder().setStagingMetadata(ByteString.copyFromUtf8("{\"a\":1}"));
          return start.setTask(Task.BRING_ONLINE).setPinS(3600);
        });

    assertThat(bench.storage.stagings)
        .containsExactly(Staging.USUAL, new Staging(Duration.ofHours(1), "{\"a\":1}"));
  }

  @Test
  void tellsByWhichRequestAFileIsStaged() {
    bench.storage.tape.addAll(List.of(false, false, true));
    bench.start(start -> start.setTask(Task.BRING_ONLINE));
    bench.storage.stageRequest = "r-2";
    bench.pass(Duration.ofSeconds(15));

    assertThat(bench.topics.started())
        .extracting(Started::getStageRequest)
        .containsExactly("r-1", "r-2");
    assertThat(bench.ended().getEnd()).isEqualTo(End.DONE);
  }

  @Test
  void goesOnWithTheRequestOfAnEarlierAttempt() {
    bench.storage.tape.add(true);
    bench.start(start -> start.setTask(Task.BRING_ONLINE).setStageRequest("r-1"));

    assertThat(bench.storage.stagings).containsExactly(new Staging(Duration.ZERO, "", "r-1"));
    assertThat(bench.topics.started()).as("nothing is new").isEmpty();
  }

  @Test
  void goesOnWithItsRequestAfterTheTapeCouldNotBeAsked() {
    bench.storage.tape.addAll(List.of(false, true));
    bench.start(start -> start.setTask(Task.BRING_ONLINE));
    bench.storage.refused.add(Access.NONE);
    bench.pass(Duration.ofSeconds(5));
    bench.storage.refused.clear();
    bench.pass(Duration.ofSeconds(10));

    assertThat(bench.storage.stagings)
        .extracting(Staging::request)
        .containsExactly("", "r-1", "r-1");
    assertThat(bench.ended().getEnd()).isEqualTo(End.DONE);
  }

  @Test
  void cancelsWhatIsNotWantedOrTakesTooLong() {
    bench.start(1, 1, start -> start.setTask(Task.BRING_ONLINE));
    bench.start(2, 1, start -> start.setTask(Task.BRING_ONLINE).setWaitLimitS(60));
    bench.stop(1, 1);
    assertThat(bench.storage.unwanted).containsExactly("r-1 " + Bench.SOURCE);

    bench.pass(Duration.ofSeconds(60));
    assertThat(bench.storage.unwanted).hasSize(2);
  }

  @Test
  void takesNoCopysPlace() {
    Bench narrow = new Bench(Bench.withCapacity(1));
    narrow.storage.copiesLast = true;
    narrow.start(1, 1, start -> start.setTask(Task.BRING_ONLINE));
    narrow.start(2, 1, start -> start);
    narrow.start(3, 1, start -> start.setTask(Task.WATCH_ARCHIVE));
    assertThat(narrow.storage.running).hasSize(1);
    assertThat(narrow.storage.callsOf("locality")).as("no place for it yet").isEmpty();

    narrow.stop(1, 1);

    assertThat(narrow.storage.callsOf("locality")).hasSize(1);
    narrow.pass(Duration.ofSeconds(1));
    assertThat(narrow.topics.beats.getLast().getActive()).as("copies").isEqualTo(1);
  }

  @Test
  void leavesToTheTapeWhatADrainHandsBackAtOnce() {
    bench.start(start -> start.setTask(Task.BRING_ONLINE));
    bench.agent.drain(Duration.ofMinutes(5));

    assertThat(bench.ended().getEnd()).isEqualTo(End.HANDED_BACK);
    assertThat(bench.storage.unwanted).isEmpty();
  }

  @Test
  void givesUpAtTheWaitLimit() {
    bench.start(1, 1, start -> start.setTask(Task.BRING_ONLINE).setWaitLimitS(60));
    bench.start(2, 1, start -> start.setTask(Task.WATCH_ARCHIVE).setWaitLimitS(60));
    bench.pass(Duration.ofSeconds(59));
    assertThat(bench.topics.ended()).isEmpty();

    bench.pass(Duration.ofSeconds(1));
    assertThat(bench.topics.ended())
        .extracting("message")
        .containsExactlyInAnyOrder(
            "bring-online timeout has been exceeded", "archive timeout has been exceeded");
    assertThat(bench.topics.ended()).allMatch(ended -> ended.getFailureClass().equals("TIMEOUT"));
  }

  @Test
  void stopsAtOnce() {
    bench.start(start -> start.setTask(Task.WATCH_ARCHIVE));
    bench.stop(1, 1);

    assertThat(bench.ended().getEnd()).isEqualTo(End.STOPPED);
  }
}
