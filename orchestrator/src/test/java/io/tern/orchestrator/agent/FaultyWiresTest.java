package io.tern.orchestrator.agent;

import static io.tern.orchestrator.agent.Endings.assertFailed;
import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.orchestrator.journal.wire.Ended;
import io.tern.storage.http.Relay;
import io.tern.storage.http.ScriptedServer;
import io.tern.storage.matrix.Sites;
import io.tern.storage.webdav.XrootdPair;
import io.vertx.core.Vertx;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Ways that lead nowhere, to each kind of real server and on either side of a copy. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class FaultyWiresTest {
  private static final Duration SHORT = Duration.ofSeconds(3);
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir private static Path directory;
  private final Vertx vertx = Vertx.vertx();
  private Sites sites;
  private XrootdPair expired;
  private RealAgent agent;
  private RealAgent hasty;

  @BeforeAll
  void start() throws Exception {
    sites = new Sites();
    expired = XrootdPair.start(pair -> Map.of("XP_CERT_DAYS", "-1"));
    agent = agent(LONG);
    hasty = agent(SHORT);
    for (String site : Sites.NAMES) {
      sites.put(site, "f", "what a file holds".getBytes(StandardCharsets.UTF_8));
    }
  }

  private RealAgent agent(Duration patience, Path... authorities) throws Exception {
    return new RealAgent(
        vertx,
        sites.storages(vertx, directory, List.of(), authorities),
        RealAgent.limits(patience, patience, patience));
  }

  @AfterAll
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    if (expired != null) {
      expired.close();
    }
    if (sites != null) {
      sites.close();
    }
  }

  static Stream<Arguments> ends() {
    return Sites.NAMES.stream()
        .flatMap(
            site -> Stream.of(Side.SOURCE, Side.DESTINATION).map(side -> Arguments.of(site, side)));
  }

  @ParameterizedTest(name = "{0} as {1}")
  @MethodSource("ends")
  void whereNobodyListensNoConnectionIsMade(String site, Side side) throws Exception {
    String url = sites.url(site, "f");
    try (Socket mute = new Socket()) {
      mute.bind(new InetSocketAddress("127.0.0.8", 0)); // so that nobody else listens there
      String nowhere = "127.0.0.8:" + mute.getLocalPort();

      Ended ended = ended(side, url.replace(URI.create(url).getAuthority(), nowhere));

      assertNothingBegan(ended, FailureClass.CONNECTION, side, true);
    }
  }

  @ParameterizedTest(name = "{0} as {1}")
  @MethodSource("ends")
  void aConnectionThatIsResetAtOnceIsTriedAgainLater(String site, Side side) throws Exception {
    try (Relay relay = new Relay("127.0.0.8", sites.url(site, "")).resetAfter(0)) {
      Ended ended = ended(side, relay.through(sites.url(site, "f")));

      assertNothingBegan(ended, FailureClass.CONNECTION, side, true);
    }
  }

  @ParameterizedTest(name = "{0} as {1}")
  @MethodSource("ends")
  void aBlackHoleIsGivenUp(String site, Side side) throws Exception {
    try (Relay relay = new Relay("127.0.0.8", sites.url(site, "")).silentAfter(0)) {
      Ended ended = ended(hasty, side, relay.through(sites.url(site, "f")));

      assertNothingBegan(ended, FailureClass.TIMEOUT, side, true);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SOURCE", "DESTINATION"})
  void aCertificateOfAnotherHostIsNotTrusted(Side side) throws Exception {
    try (Relay relay = new Relay("127.0.0.15", sites.url("xrootd-tls", ""))) {
      Ended ended = ended(side, relay.through(sites.url("xrootd-tls", "f")));

      assertNothingBegan(ended, FailureClass.TLS, side, false);
      assertThat(ended.getMessage()).contains("127.0.0.15");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SOURCE", "DESTINATION"})
  void anAuthorityThatNobodyKnowsIsNotTrusted(Side side) throws Exception {
    assertNothingBegan(ended(side, expired.urlA("davs") + "f"), FailureClass.TLS, side, false);
  }

  @ParameterizedTest
  @EnumSource(names = {"SOURCE", "DESTINATION"})
  void anExpiredCertificateMayBeRenewed(Side side) throws Exception {
    RealAgent trusting = agent(LONG, expired.authority());

    Ended ended = ended(trusting, side, expired.urlA("davs") + "f");

    assertNothingBegan(ended, FailureClass.TLS, side, true);
  }

  /** The active side sees it, since a strict copy looks at nothing before. */
  @ParameterizedTest
  @EnumSource(names = {"SOURCE", "DESTINATION"})
  void theActiveSideTellsOfTheOthersCertificate(Side passive) throws Exception {
    try (Relay relay = new Relay("127.0.0.15", sites.url("xrootd-tls", ""))) {
      String other = relay.through(sites.url("xrootd-tls", "of-certificate"));
      String own = sites.url("xrootd", "f");
      boolean pull = passive == Side.SOURCE;

      Ended ended =
          RealAgent.get(
              agent.attempt(
                  pull ? other : own,
                  pull ? sites.url("xrootd", "of-certificate") : other,
                  start -> start.setStrictCopy(true).setSize(17)));

      assertFailed(ended, FailureClass.TLS, passive, Phase.TRANSFER);
      assertThat(ended.getRetryable()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SOURCE", "DESTINATION"})
  void aRedirectionThatGoesInCirclesIsLeft(Side side) throws Exception {
    try (ScriptedServer loop =
        new ScriptedServer(
            "127.0.0.8", (head, peer) -> peer.answer("302 Found\r\nLocation: /data/again", ""))) {
      Ended ended = ended(side, loop.url("/data/f"));

      assertNothingBegan(ended, FailureClass.INVALID, side, false);
    }
  }

  private static void assertNothingBegan(
      Ended ended, FailureClass kind, Side side, boolean retryable) {
    assertFailed(ended, kind, side, Phase.TRANSFER_PREPARATION);
    assertThat(ended.getRetryable()).as(ended.getMessage()).isEqualTo(retryable);
  }

  private Ended ended(Side side, String url) throws Exception {
    return ended(agent, side, url);
  }

  /** The other side is an Apache where all is well. */
  private Ended ended(RealAgent agent, Side side, String url) throws Exception {
    boolean source = side == Side.SOURCE;
    return RealAgent.get(
        agent.attempt(
            source ? url : sites.url("apache", "f"),
            source ? sites.url("apache", "copy") : url,
            start -> start));
  }
}
