package io.tern.orchestrator.agent;

import static io.tern.orchestrator.agent.Endings.assertFailed;
import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.orchestrator.Tmpfs;
import io.tern.orchestrator.agent.AgentSettings.TimeLimits;
import io.tern.orchestrator.journal.wire.Ended;
import io.tern.orchestrator.journal.wire.Start;
import io.tern.storage.http.Relay;
import io.tern.storage.matrix.Sites;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong from the start, on every ordered pair of real servers: whose fault, told when. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class FaultsTest {
  private static final byte[] CONTENT = "what a file holds".getBytes(StandardCharsets.UTF_8);

  @TempDir private static Path directory;
  private final Vertx vertx = Vertx.vertx();
  private Sites sites;
  private RealAgent agent;
  private Relay strangers;

  @BeforeAll
  void start() throws Exception {
    sites = new Sites();
    strangers = new Relay("127.0.0.9", sites.url("s3", ""));
    agent =
        new RealAgent(
            vertx, sites.storages(vertx, directory, List.of("127.0.0.9")), TimeLimits.DEFAULT);
    for (String site : Sites.NAMES) {
      sites.put(site, "f", CONTENT);
      sites.put(site, "large", new byte[4 << 20]);
      Path locked = Files.createDirectory(sites.file(site, "locked"));
      shut(locked, "r-xr-xr-x");
      shut(sites.put(site, "shut", CONTENT), "---------");
      Files.setOwner(sites.file(site, "shut"), Files.getOwner(locked));
    }
  }

  private static void shut(Path file, String permissions) throws Exception {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  @AfterAll
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    if (strangers != null) {
      strangers.close();
    }
    if (sites != null) {
      sites.close();
    }
  }

  static Stream<Arguments> pairs() {
    return Sites.pairs().map(pair -> Arguments.of(pair.getFirst(), pair.getLast()));
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("pairs")
  void aMissingSourceIsTheSourcesAndFinal(String from, String to) throws Exception {
    Ended ended = ended(from, "none", to, "of-none");

    assertFailed(ended, FailureClass.NOT_FOUND, Side.SOURCE, Phase.TRANSFER_PREPARATION);
    assertThat(ended.getRetryable()).isFalse();
    assertThat(sites.file(to, "of-none-" + from)).doesNotExist();
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("pairs")
  void anExistingDestinationStays(String from, String to) throws Exception {
    byte[] others = "of another".getBytes(StandardCharsets.UTF_8);
    sites.put(to, "there-" + from, others);

    Ended ended = ended(from, "f", to, "there");

    assertFailed(ended, FailureClass.EXISTS, Side.DESTINATION, Phase.TRANSFER_PREPARATION);
    assertThat(ended.getRetryable()).isFalse();
    assertThat(sites.file(to, "there-" + from)).hasBinaryContent(others);
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("pairs")
  void aSourceThatMayNotBeReadIsTheSources(String from, String to) throws Exception {
    String shut = from.equals("s3") ? strange("shut") : sites.url(from, "shut");

    Ended ended = ended(shut, sites.url(to, "of-shut-" + from), start -> start);

    Phase phase = from.startsWith("xrootd") ? Phase.TRANSFER : Phase.TRANSFER_PREPARATION;
    assertFailed(ended, FailureClass.PERMISSION, Side.SOURCE, phase);
    assertThat(ended.getRetryable()).isFalse();
    assertThat(sites.file(to, "of-shut-" + from)).doesNotExist();
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("pairs")
  void aDestinationThatMayNotBeWrittenIsTheDestinations(String from, String to) throws Exception {
    String locked = to.equals("s3") ? strange("locked") : sites.url(to, "locked/f-" + from);

    Ended ended = ended(sites.url(from, "f"), locked, start -> start);

    Phase phase = to.equals("s3") ? Phase.TRANSFER_PREPARATION : Phase.TRANSFER;
    assertFailed(ended, FailureClass.PERMISSION, Side.DESTINATION, phase);
    assertThat(ended.getRetryable()).isFalse();
    assertThat(sites.file(to, "locked")).isEmptyDirectory();
  }

  /** Apache and nginx know no checksums at all, S3 none but MD5. */
  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("pairs")
  void aCopyThatIsNotWhatTheUserSaysIsRemoved(String from, String to) throws Exception {
    Ended ended =
        ended(
            sites.url(from, "f"),
            sites.url(to, "wrong-" + from),
            start ->
                start
                    .setChecksumMode("t")
                    .setFile(start.getFile().toBuilder().setChecksum("MD5:" + "0".repeat(32))));

    assertFailed(ended, FailureClass.CHECKSUM, Side.DESTINATION, Phase.TRANSFER_FINALIZATION);
    assertThat(ended.getMessage())
        .contains(
            to.equals("apache") || to.equals("nginx")
                ? "The storage gave no MD5 checksum"
                : "User-defined and destination MD5 checksum do not match");
    assertThat(ended.getRetryable()).isFalse();
    assertThat(sites.file(to, "wrong-" + from)).doesNotExist();
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("pairs")
  void aDestinationWithoutRoomIsToldAsItsServerSays(String from, String to) throws Exception {
    Path small = Files.createDirectory(sites.file(to, "small-" + from));
    try (Tmpfs room = Tmpfs.over(small, 1)) {
      Ended ended = ended(from, "large", to, "small-" + from + "/f");

      assertThat(ended.getFailureClass()).as("%s", ended).isIn(withoutRoom(to));
      assertFailed(
          ended, FailureClass.valueOf(ended.getFailureClass()), Side.DESTINATION, Phase.TRANSFER);
      assertThat(ended.getRetryable()).isTrue();
      assertThat(small.resolve("f-" + from)).doesNotExist();
    }
  }

  /**
   * XRootD and Apache say why. Of nginx and the S3 server only their logs know; the latter may
   * close the connection before its answer was read.
   */
  private static List<String> withoutRoom(String site) {
    return switch (site) {
      case "nginx" -> List.of("STORAGE_IO");
      case "s3" -> List.of("STORAGE_IO", "INTERRUPTED");
      default -> List.of("NO_SPACE");
    };
  }

  /** The S3 server by a name whose keys it does not know. */
  private String strange(String name) {
    return strangers.through(sites.url("s3", name));
  }

  private Ended ended(String from, String source, String to, String destination) throws Exception {
    return ended(sites.url(from, source), sites.url(to, destination + "-" + from), start -> start);
  }

  private Ended ended(String source, String destination, UnaryOperator<Start.Builder> asked)
      throws Exception {
    return RealAgent.get(agent.attempt(source, destination, asked));
  }
}
