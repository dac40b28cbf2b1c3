package io.tern.orchestrator.agent;

import static io.tern.orchestrator.agent.Endings.assertFailed;
import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.orchestrator.agent.AgentSettings.TimeLimits;
import io.tern.orchestrator.journal.wire.End;
import io.tern.orchestrator.journal.wire.Ended;
import io.tern.orchestrator.journal.wire.Start;
import io.tern.orchestrator.journal.wire.Task;
import io.tern.storage.AddressGuard;
import io.tern.storage.Storages;
import io.tern.storage.Streaming;
import io.tern.storage.failure.UnknownAnswers;
import io.tern.storage.http.Addresses;
import io.tern.storage.http.HttpSettings;
import io.tern.storage.tape.TapeServer;
import io.tern.storage.tape.TapeSettings;
import io.tern.storage.tape.TapeSystems;
import io.tern.storage.webdav.WebDavSettings;
import io.tern.storage.webdav.WebDavStorage;
import io.tern.storage.webdav.XrootdPair;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** From a tape to a real XRootD, which pulls what the tape's door sends it to another for. */
@Tag("full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StagedCopyTest {
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final String CONTENT = "from tape";

  private final Vertx vertx = Vertx.vertx();
  private XrootdPair pair;
  private TapeServer door;
  private RealAgent stager;
  private RealAgent copier;

  @BeforeAll
  void start() throws Exception {
    pair = XrootdPair.start();
    door = new TapeServer(vertx);
    String data = pair.urlA("http");
    door.serveFrom(data.substring(0, data.length() - "/data/".length()), CONTENT.length());
    stager = new RealAgent(vertx, storages(), TimeLimits.DEFAULT);
    copier = new RealAgent(vertx, storages(), TimeLimits.DEFAULT);
  }

  private Storages storages() {
    Addresses addresses = new Addresses(vertx, AddressGuard.OPEN);
    UnknownAnswers unknown = new UnknownAnswers();
    return new Storages(
        Map.of("http", new WebDavStorage(vertx, WebDavSettings.DEFAULT, addresses, unknown)),
        Streaming.OFF,
        Map.of(
            "http", new TapeSystems(vertx, settings(), HttpSettings.DEFAULT, addresses, unknown)));
  }

  private static TapeSettings settings() {
    return new TapeSettings(
        SHORT, 100, SHORT, SHORT, SHORT, Duration.ofMinutes(5), Duration.ofHours(1), 1_000);
  }

  @AfterAll
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    if (pair != null) {
      pair.close();
    }
  }

  @Test
  void copiesWhatAnotherNodeHasStagedAndLetsItLeaveTheDisk() throws Exception {
    Future<Ended> staging = attempt(stager, "f", start -> start.setTask(Task.BRING_ONLINE));
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> door.count("POST /api/v1/stage") == 1);
    recall("f");
    Ended staged = RealAgent.get(staging);
    assertThat(staged.getEnd()).isEqualTo(End.DONE);

    String request = stager.stageRequest(staged);
    Ended copied = RealAgent.get(attempt(copier, "f", start -> start.setStageRequest(request)));

    assertThat(copied.getEnd()).as("%s", copied).isEqualTo(End.DONE);
    assertThat(pair.files("b").resolve("f")).hasContent(CONTENT);
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> door.hasReleased("/data/f"));
  }

  @Test
  void saysOfAFileThatHasLeftTheDiskThatItIsNotOnlineAndLeavesNothing() throws Exception {
    recall("g");
    door.online("/data/g", false);

    Ended evicted = RealAgent.get(attempt(copier, "g", UnaryOperator.identity()));

    assertFailed(evicted, FailureClass.NOT_ONLINE, Side.SOURCE, Phase.TRANSFER);
    assertThat(pair.files("b").resolve("g")).doesNotExist();
  }

  private Future<Ended> attempt(RealAgent agent, String name, UnaryOperator<Start.Builder> asked) {
    return agent.attempt(door.url("/data/" + name), pair.urlB("http") + name, asked);
  }

  /** What a tape system does when a file has been staged. */
  private void recall(String name) throws Exception {
    Path file = Files.writeString(pair.files("a").resolve(name), CONTENT);
    Files.setOwner(file, Files.getOwner(file.getParent()));
    door.online("/data/" + name, true);
  }
}
