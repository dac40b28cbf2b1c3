package io.tern.orchestrator.agent;

import static io.tern.orchestrator.agent.Endings.assertFailed;
import static io.tern.orchestrator.agent.Endings.assertUnknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.orchestrator.journal.wire.End;
import io.tern.orchestrator.journal.wire.Ended;
import io.tern.storage.http.Relay;
import io.tern.storage.matrix.Sites;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Wires that fail in the middle of a copy, between each ordered pair of real servers: on the
 * passive side of what is pulled or pushed, on either side of what is streamed.
 */
@Tag("full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class FaultsInMidCopyTest {
  private static final int SIZE = 20_000_000;
  private static final long MIDDLE = 3_000_000;

  /** Between two markers of XRootD pass 5 s. */
  private static final Duration STALL = Duration.ofSeconds(12);

  private static final List<Way> WAYS =
      Sites.NAMES.stream()
          .flatMap(from -> Sites.NAMES.stream().flatMap(to -> Way.between(from, to)))
          .toList();

  /**
   * @param faulty where the bytes pass the wire that fails
   */
  private record Way(String from, String to, Side faulty) {
    static Stream<Way> between(String from, String to) {
      if (from.equals(to)) {
        return Stream.empty();
      }
      if (mayBeActive(to)) {
        return Stream.of(new Way(from, to, Side.SOURCE));
      }
      return mayBeActive(from)
          ? Stream.of(new Way(from, to, Side.DESTINATION))
          : Stream.of(new Way(from, to, Side.SOURCE), new Way(from, to, Side.DESTINATION));
    }

    private static boolean mayBeActive(String site) {
      return site.startsWith("xrootd");
    }

    boolean pushed() {
      return mayBeActive(from) && !mayBeActive(to);
    }

    boolean streamed() {
      return !mayBeActive(from) && !mayBeActive(to);
    }
  }

  @TempDir private static Path directory;
  private final Vertx vertx = Vertx.vertx();
  private final List<Trial> trials = new ArrayList<>();
  private Sites sites;
  private RealAgent agent;

  /** One copy over a wire of its own. */
  private record Trial(Way way, Relay wire, String source, String destination, Path copy) {}

  @BeforeAll
  void start() throws Exception {
    sites = new Sites();
    Duration minute = Duration.ofMinutes(1);
    agent =
        new RealAgent(
            vertx,
            sites.storages(vertx, directory, List.of()),
            RealAgent.limits(minute, minute, STALL));
    byte[] content = new byte[SIZE];
    new Random(20).nextBytes(content);
    for (String site : Sites.NAMES) {
      sites.put(site, "large", content);
    }
  }

  @AfterAll
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    for (Trial trial : trials) {
      trial.wire.close();
    }
    if (sites != null) {
      sites.close();
    }
  }

  /** XRootD does not always notice that the server it pushes to has hung up. */
  @Test
  void aResetInMidCopyBreaksItAndNothingIsLeft() throws Exception {
    List<Trial> all = trials("reset");
    all.forEach(trial -> trial.wire.resetAfter(MIDDLE));

    List<Ended> ends = RealAgent.get(begun(all, 0));

    for (int n = 0; n < all.size(); n++) {
      Trial trial = all.get(n);
      Way way = trial.way;
      Ended ended = ends.get(n);
      if (way.pushed() && ended.getEnd() == End.UNKNOWN) {
        assertUnknown(ended, FailureClass.STALLED, Side.TRANSFER, Phase.TRANSFER);
        assertPutRight(List.of(trial), List.of(ended));
        continue;
      }
      Side side = way.streamed() ? way.faulty : Side.TRANSFER;
      assertFailed(ended, FailureClass.INTERRUPTED, side, Phase.TRANSFER);
      assertThat(ended.getRetryable()).isTrue();
      assertThat(trial.copy).as("%s", way).doesNotExist();
    }
  }

  /** All at once: what a copy may outlive its connection, 60 s here, has to be waited for. */
  @Test
  void silenceIsAStallATrickleRunsOutOfTimeAndTheNextAttemptPutsBothRight() throws Exception {
    List<Trial> silent = trials("silent");
    silent.forEach(trial -> trial.wire.silentAfter(MIDDLE));
    List<Trial> slow = trials("slow");
    slow.forEach(trial -> trial.wire.trickle(100_000));
    Future<List<Ended>> stalled = begun(silent, 0);
    List<Ended> late = RealAgent.get(begun(slow, 9));

    for (Ended ended : late) {
      assertUnknown(ended, FailureClass.TIMEOUT, Side.TRANSFER, Phase.TRANSFER);
    }
    for (Ended ended : RealAgent.get(stalled)) {
      assertUnknown(ended, FailureClass.STALLED, Side.TRANSFER, Phase.TRANSFER);
    }
    List<Trial> all = Stream.concat(silent.stream(), slow.stream()).toList();
    assertPutRight(all, Stream.concat(RealAgent.get(stalled).stream(), late.stream()).toList());
  }

  @Test
  void aLostAnswerOfTheActiveSideIsUnknownAndTheNextAttemptPutsItRight() throws Exception {
    Trial slow = trial(WAYS.getFirst(), "answer");
    slow.wire.trickle(1_000_000);
    try (Relay answers = new Relay("127.0.0.9", sites.url("xrootd-tls", ""))) {
      String destination = answers.through(slow.destination);
      Future<Ended> end = agent.attempt(slow.source, destination, start -> start);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> Files.exists(slow.copy) && Files.size(slow.copy) > 0);
      answers.resetAfter(0);

      Ended ended = RealAgent.get(end);

      assertUnknown(ended, FailureClass.INTERRUPTED, Side.TRANSFER, Phase.TRANSFER);
      assertPutRight(List.of(slow), List.of(ended));
    }
  }

  /** What the first attempt left is found at rest, removed, and the file copied whole. */
  private void assertPutRight(List<Trial> all, List<Ended> before) throws Exception {
    List<Future<Ended>> ends = new ArrayList<>();
    for (int n = 0; n < all.size(); n++) {
      Trial trial = all.get(n);
      trial.wire.heal();
      ends.add(agent.again(before.get(n), trial.source, trial.destination));
    }
    for (int n = 0; n < all.size(); n++) {
      Trial trial = all.get(n);
      Ended ended = RealAgent.get(ends.get(n));
      assertThat(ended.getEnd()).as("%s: %s", trial.way, ended).isEqualTo(End.DONE);
      assertThat(Files.mismatch(sites.file("xrootd", "large"), trial.copy))
          .as("%s", trial.way)
          .isEqualTo(-1);
    }
  }

  private List<Trial> trials(String name) throws Exception {
    List<Trial> all = new ArrayList<>();
    for (Way way : WAYS) {
      all.add(trial(way, name));
    }
    return all;
  }

  private Trial trial(Way way, String name) throws Exception {
    String copy = name + "-from-" + way.from + "-" + way.faulty;
    String source = sites.url(way.from, "large");
    String destination = sites.url(way.to, copy);
    boolean atSource = way.faulty == Side.SOURCE;
    Relay wire = new Relay("127.0.0.8", atSource ? source : destination);
    Trial trial =
        new Trial(
            way,
            wire,
            atSource ? wire.through(source) : source,
            atSource ? destination : wire.through(destination),
            sites.file(way.to, copy));
    trials.add(trial);
    return trial;
  }

  private Future<List<Ended>> begun(List<Trial> all, int timeoutS) {
    List<Future<Ended>> ends = new ArrayList<>();
    for (Trial trial : all) {
      ends.add(
          agent.attempt(trial.source, trial.destination, start -> start.setTimeoutS(timeoutS)));
    }
    return Future.all(ends).map(done -> ends.stream().map(Future::result).toList());
  }
}
