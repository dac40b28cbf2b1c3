package io.tern.orchestrator.agent;

import static io.tern.orchestrator.agent.Endings.assertFailed;
import static io.tern.orchestrator.agent.LentTokens.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.orchestrator.journal.wire.End;
import io.tern.orchestrator.journal.wire.Start;
import io.tern.orchestrator.journal.wire.Task;
import io.vertx.core.Promise;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A storage refuses a token that was lent. */
class RefusedTokensTest {
  private final AtomicReference<LentTokens> made = new AtomicReference<>();
  private final Bench bench =
      new Bench(
          AgentSettings.of("agent-1", 100),
          storages -> {
            made.set(new LentTokens(storages));
            return made.get();
          });
  private final ScriptedStorage storage = bench.storage;
  private final LentTokens tokens = made.get();

  private static Start.Builder withTokens(Start.Builder start) {
    start.getFileBuilder().setSourceToken("reading").setDestinationToken("writing");
    return start.setOwner("alice");
  }

  private void copy() {
    bench.start(RefusedTokensTest::withTokens);
  }

  @Test
  void isAskedOnceMoreWithAnotherToken() {
    storage.refused.add(token("reading", 1));

    copy();

    assertThat(bench.ended().getEnd()).as("%s", bench.ended()).isEqualTo(End.DONE);
    assertThat(tokens.replaced).containsExactly("reading");
    assertThat(storage.calls)
        .containsExactly(
            "stat src://a/file",
            "stat src://a/file",
            "stat dst://b/file",
            "copy PULL",
            "stat dst://b/file");
  }

  @Test
  void isNotAskedAThirdTime() {
    storage.refused.add(token("reading", 1));
    storage.refused.add(token("reading", 2));

    copy();

    assertFailed(bench.ended(), FailureClass.PERMISSION, Side.SOURCE, Phase.TRANSFER_PREPARATION);
    assertThat(tokens.replaced).containsExactly("reading");
    assertThat(storage.callsOf("stat src")).hasSize(2);
  }

  @Test
  void isNotAskedAgainWhereThereIsNoOtherToken() {
    tokens.most = 1;
    storage.refused.add(token("writing", 1));

    copy();

    assertFailed(
        bench.ended(), FailureClass.PERMISSION, Side.DESTINATION, Phase.TRANSFER_PREPARATION);
    assertThat(storage.callsOf("stat dst")).hasSize(1);
  }

  @Test
  void eachSideHasAnotherTokenOfItsOwn() {
    storage.refused.add(token("reading", 1));
    storage.refused.add(token("writing", 1));

    copy();

    assertThat(bench.ended().getEnd()).isEqualTo(End.DONE);
    assertThat(tokens.replaced).containsExactlyInAnyOrder("reading", "writing");
  }

  @Test
  void theCopyIsAskedForOnceMoreAfterWhatItLeftIsGone() {
    bench.start(start -> withTokens(start).setStrictCopy(true).setSize(100));
    assertThat(bench.ended().getEnd()).isEqualTo(End.DONE);
    storage.calls.clear();
    bench.topics.reports.clear();
    storage.refused.add(token("reading", 1));
    storage.refused.add(token("writing", 1));

    bench.start(2, 1, start -> withTokens(start).setStrictCopy(true).setSize(100));

    assertThat(bench.ended().getEnd()).as("%s", bench.ended()).isEqualTo(End.DONE);
    assertThat(storage.calls)
        .containsExactly(
            "copy PULL",
            "delete dst://b/file",
            "delete dst://b/file",
            "copy PULL",
            "stat dst://b/file");
    assertThat(tokens.replaced).containsExactly("reading", "writing");
  }

  @Test
  void aLongCopyIsLookedAtWithTheTokenOfThen() {
    storage.copiesLast = true;
    copy();
    storage.refused.add(token("writing", 1));
    tokens.next("writing");

    storage.running.getFirst().succeed();

    assertThat(bench.ended().getEnd()).isEqualTo(End.DONE);
    assertThat(tokens.replaced).isEmpty();
  }

  @Test
  void aTapeIsAskedOnWithAnotherToken() {
    storage.refused.add(token("reading", 1));
    storage.tape.add(true);

    bench.start(start -> withTokens(start).setTask(Task.BRING_ONLINE));

    assertThat(bench.ended().getEnd()).isEqualTo(End.DONE);
    assertThat(tokens.replaced).containsExactly("reading");
    assertThat(storage.callsOf("online")).hasSize(2);
  }

  @Test
  void whoIsStoppedWaitsForNoToken() {
    tokens.hesitates = Promise.promise();
    storage.refused.add(token("reading", 1));
    copy();
    assertThat(bench.topics.ended()).isEmpty();

    bench.stop(1, 1);

    assertThat(bench.ended().getEnd()).isEqualTo(End.STOPPED);
  }
}
