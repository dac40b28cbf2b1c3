package io.tern.storage.webdav;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Side;
import io.tern.storage.Access;
import io.tern.storage.AddressGuard;
import io.tern.storage.CopyEnd;
import io.tern.storage.CopyRequest;
import io.tern.storage.CopyRequest.Direction;
import io.tern.storage.Location;
import io.tern.storage.Loop;
import io.tern.storage.Storage;
import io.tern.storage.failure.UnknownAnswers;
import io.tern.storage.http.HttpSettings;
import io.tern.storage.http.Redirect;
import io.tern.storage.http.ScriptedServer;
import io.tern.storage.http.ScriptedServer.Script;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Dialects and faults of the active side, byte for byte. */
class WebDavCopyTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final WebDavSettings SETTINGS =
      new WebDavSettings(
          new HttpSettings(
              Duration.ofSeconds(5), SHORT, Duration.ofMillis(10), 4, 2, Optional.empty()),
          SHORT,
          LONG,
          2,
          Duration.ofMillis(20),
          List.of());

  private final Vertx vertx = Vertx.vertx();
  private final Loop loop = new Loop(vertx);
  private final WebDavStorage storage =
      new WebDavStorage(vertx, SETTINGS, AddressGuard.OPEN, new UnknownAnswers());
  private final List<Long> progress = new ArrayList<>();
  private final List<AutoCloseable> servers = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable server : servers) {
      server.close();
    }
    storage.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void asksInExactlyTheSpellingThatXrootdUnderstandsAndReadsItsTranscript() throws Exception {
    ScriptedServer server =
        server((head, peer) ->
            peer.begin(
                    "201 Created\r\nConnection: Keep-Alive\r\nServer: XrootD/v5.5.3\r\n"
                        + "Content-Type: text/plain")
                .marker(0)
                .marker(500)
                .chunk("success: Created")
                .end());
    CopyRequest request =
        new CopyRequest(
            new Location("davs://source.example:1094/data/f%20g?cap=a%2Fb", Access.bearer("SRC")),
            new Location(server.url("/data/f"), Access.bearer("DST")),
            Direction.PULL,
            false,
            1000,
            4,
            66,
            "job-id=j;file-id=7",
            "{\"a\":1}",
            limits(LONG, LONG, LONG, LONG));

    CopyEnd end = end(request);

    assertThat(end).isEqualTo(new CopyEnd.Copied());
    assertThat(progress).containsExactly(0L, 500L);
    assertThat(server.heads().getFirst().split("\r\n", -1))
        .contains(
            "COPY /data/f HTTP/1.1",
            "Source: https://source.example:1094/data/f%20g?cap=a%2Fb",
            "Overwrite: F",
            "Credential: none",
            "RequireChecksumVerification: false",
            "X-Number-Of-Streams: 4",
            "Authorization: Bearer DST",
            "TransferHeaderAuthorization: Bearer SRC",
            "SciTag: 66",
            "ArchiveMetadata: eyJhIjoxfQ==",
            "ClientInfo: job-id=j;file-id=7");
    assertThat(storage.outlivesConnection(request.destination())).hasSeconds(15);
  }

  @ParameterizedTest
  @CsvSource({"'', true", "?X-Amz-Signature=f00d, false"})
  void handsOnToThePassiveDestinationWhatItsTapeMayHeed(String query, boolean handedOn)
      throws Exception {
    ScriptedServer server =
        server((head, peer) -> peer.begin("202 Accepted").chunk("success: Created").end());
    CopyRequest request =
        new CopyRequest(
            Location.open(server.url("/data/f")),
            Location.open("davs://tape.example/data/f" + query),
            Direction.PUSH,
            false,
            1000,
            0,
            0,
            "",
            "{\"a\":1}",
            limits(LONG, LONG, LONG, LONG));

    end(request);

    assertThat(server.heads().getFirst().contains("TransferHeaderArchiveMetadata: eyJhIjoxfQ=="))
        .isEqualTo(handedOn);
  }

  @Test
  void sendsNothingThatWasNotAskedFor() throws Exception {
    ScriptedServer server =
        server((head, peer) -> peer.begin("202 Accepted").chunk("success: Created").end());

    end(request(server, Direction.PUSH, LONG, LONG, LONG, LONG));

    assertThat(headerNames(server.heads().getFirst()))
        .containsExactlyInAnyOrder(
            "host",
            "User-Agent",
            "Destination",
            "Overwrite",
            "Credential",
            "RequireChecksumVerification");
  }

  @Test
  void waitsForStormWhichAnswersOnlyWithItsFirstReport() throws Exception {
    ScriptedServer server =
        server((head, peer) -> {
          pause(SHORT.multipliedBy(3));
          peer.begin("202 Accepted").marker(10).chunk("success: Created").end();
        });

    assertThat(pulled(server)).isEqualTo(new CopyEnd.Copied());
  }

  @Test
  void readsTheIndentedMarkersOfDcacheAndTheirMissingBytes() throws Exception {
    String queued =
        "Perf Marker\r\n    Timestamp: 1\r\n    State: 1\r\n    State description: queued\r\n"
            + "    Stripe Index: 0\r\n    Total Stripe Count: 1\r\nEnd\r\n";
    String moving = queued.replace("    Total", "    Stripe Bytes Transferred: 77\r\n    Total");
    ScriptedServer server =
        server((head, peer) ->
            peer.begin("202 Accepted\r\nContent-Type: text/perf-marker-stream")
                .chunk(queued)
                .drip(moving)
                .chunk("success: Created\r\n")
                .end());

    assertThat(pulled(server)).isEqualTo(new CopyEnd.Copied());
    assertThat(progress).containsExactly(0L, 77L);
  }

  @Test
  void neverReportsFewerBytesThanBeforeNorMoreThanThereAre() throws Exception {
    ScriptedServer server =
        server((head, peer) -> {
          peer.begin("201 Created");
          for (long bytes : new long[] {300, 200, 100, 400, 5000}) {
            peer.marker(bytes);
          }
          peer.chunk("success: Created").end();
        });

    assertThat(pulled(server)).isEqualTo(new CopyEnd.Copied());
    assertThat(progress).containsExactly(300L, 400L, 1000L);
  }

  @Test
  void takesFailureInACreatedAnswerForWhatItIs() throws Exception {
    ScriptedServer server =
        server((head, peer) ->
            peer.begin("201 Created")
                .marker(0)
                .chunk("failure: Remote side failed with status code 404; error message: ")
                .chunk("\"Unable to open /data/nope?authz=s3cret; no such file\"")
                .end());

    CopyEnd end = pulled(server);

    assertThat(end).isInstanceOf(CopyEnd.Broken.class);
    Failure failure = failureOf(end);
    assertThat(failure.failureClass()).isEqualTo(FailureClass.NOT_FOUND);
    assertThat(failure.side()).isEqualTo(Side.SOURCE);
    assertThat(failure.message()).contains("status code 404").doesNotContain("s3cret");
  }

  @Test
  void doesNotKnowHowACopyEndedWhenTheLastLineIsMissing() throws Exception {
    ScriptedServer server = server((head, peer) -> peer.begin("201 Created").marker(1000).end());

    CopyEnd end = pulled(server);

    assertThat(end).isInstanceOf(CopyEnd.Unknown.class);
    assertThat(failureOf(end).failureClass()).isEqualTo(FailureClass.INTERRUPTED);
  }

  @Test
  void doesNotKnowHowACopyEndedWhenTheConnectionBreaks() throws Exception {
    ScriptedServer inCopy = server((head, peer) -> peer.begin("201 Created").marker(10).reset());
    ScriptedServer before = server((head, peer) -> peer.reset());

    for (ScriptedServer server : List.of(inCopy, before)) {
      CopyEnd end = pulled(server);
      assertThat(end).isInstanceOf(CopyEnd.Unknown.class);
      assertThat(failureOf(end).failureClass()).isEqualTo(FailureClass.INTERRUPTED);
      assertThat(server.heads()).as("COPY is never repeated").hasSize(1);
    }
  }

  @Test
  void believesAResultEvenIfTheConnectionBreaksAfterIt() throws Exception {
    ScriptedServer server =
        server((head, peer) -> {
          peer.begin("201 Created").marker(1000).chunk("success: Created\n");
          peer.close();
        });

    assertThat(pulled(server)).isEqualTo(new CopyEnd.Copied());
  }

  @Test
  void isRefusedWhereNobodyListens() throws Exception {
    ServerSocket closed = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.4"));
    int port = closed.getLocalPort();
    closed.close();

    CopyEnd end =
        end(
            request(
                "http://127.0.0.4:" + port + "/f", Direction.PULL, limits(LONG, LONG, LONG, LONG)));

    assertThat(end).isInstanceOf(CopyEnd.Refused.class);
    assertThat(failureOf(end).failureClass()).isEqualTo(FailureClass.CONNECTION);
    assertThat(failureOf(end).side()).isEqualTo(Side.DESTINATION);
  }

  @Test
  void givesUpABlackHoleAndClosesItsConnection() throws Exception {
    ScriptedServer server = server((head, peer) -> peer.hold());

    CopyEnd end = end(request(server, Direction.PULL, SHORT, LONG, LONG, LONG));

    assertTimedOut(end, FailureClass.TIMEOUT, server);
  }

  @Test
  void givesUpACopyWithoutMarkers() throws Exception {
    ScriptedServer server = server((head, peer) -> peer.begin("201 Created").marker(0).hold());

    CopyEnd end = end(request(server, Direction.PULL, LONG, SHORT, LONG, LONG));

    assertTimedOut(end, FailureClass.TIMEOUT, server);
  }

  @Test
  void givesUpACopyWhoseBytesStandStill() throws Exception {
    ScriptedServer server = server((head, peer) -> markForEver(peer, 10));

    CopyEnd end = end(request(server, Direction.PULL, LONG, LONG, SHORT, LONG));

    assertThat(end).isInstanceOf(CopyEnd.Unknown.class);
    assertThat(failureOf(end).failureClass()).isEqualTo(FailureClass.STALLED);
  }

  @Test
  void givesUpACopyThatTakesTooLongEvenIfItSeemsComplete() throws Exception {
    ScriptedServer server = server((head, peer) -> markForEver(peer, 1000));

    CopyEnd end = end(request(server, Direction.PULL, LONG, LONG, SHORT, SHORT.multipliedBy(4)));

    assertThat(end).isInstanceOf(CopyEnd.Unknown.class);
    assertThat(failureOf(end).failureClass()).isEqualTo(FailureClass.TIMEOUT);
  }

  @Test
  void closesTheConnectionOfAnAbandonedCopy() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    ScriptedServer server =
        server((head, peer) -> {
          peer.begin("201 Created").marker(0);
          begun.countDown();
          peer.hold();
        });
    Storage.Copy copy =
        loop.of(() ->
            Future.succeededFuture(copy(request(server, Direction.PULL, LONG, LONG, LONG, LONG))));
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

    copy.abandon();

    CopyEnd end = loop.of(copy::end);
    assertThat(end).isInstanceOf(CopyEnd.Unknown.class);
    assertThat(failureOf(end).failureClass()).isEqualTo(FailureClass.CANCELED);
    assertThat(server.clientLeft()).isTrue();
    assertThat(storage.running()).isZero();
  }

  private static CopyRequest pull(Location source, Location destination) {
    return new CopyRequest(
        source,
        destination,
        Direction.PULL,
        true,
        -1,
        0,
        0,
        "",
        "",
        limits(LONG, LONG, LONG, LONG));
  }

  @Test
  void followsARedirectWithAllHeadersButWithoutTheTokenOfAnotherHost() throws Exception {
    ScriptedServer disk =
        server(
            "127.0.0.5", (head, peer) -> peer.begin("201 Created").chunk("success: Created").end());
    ScriptedServer door =
        server((head, peer) ->
            peer.answer(
                "307 Temporary Redirect\r\nLocation: "
                    + disk.url("//data/f?cap.sym=a%2Fb+c=&x=%41"),
                "moved"));
    CopyRequest request =
        pull(
            new Location("https://source.example/f", Access.bearer("SRC")),
            new Location(door.url("/data/f"), Access.bearer("DST")));

    assertThat(end(request)).isEqualTo(new CopyEnd.Copied());

    assertThat(door.heads().getFirst()).contains("Authorization: Bearer DST\r\n");
    assertThat(disk.heads().getFirst())
        .startsWith("COPY //data/f?cap.sym=a%2Fb+c=&x=%41 HTTP/1.1\r\n")
        .contains("TransferHeaderAuthorization: Bearer SRC\r\n", "Overwrite: T\r\n")
        .doesNotContain("Bearer DST");
  }

  @ParameterizedTest
  @EnumSource(names = {"PULL", "PUSH"})
  void tellsNobodyATokenOfTheOtherSideInTheClear(Direction direction) throws Exception {
    Location open = new Location("http://active.example/f", Access.bearer("OWN"));
    Location guarded = new Location("davs://passive.example/f", Access.bearer("SECRET"));
    boolean pull = direction == Direction.PULL;
    CopyRequest request =
        new CopyRequest(
            pull ? guarded : open,
            pull ? open : guarded,
            direction,
            true,
            -1,
            0,
            0,
            "",
            "",
            limits(LONG, LONG, LONG, LONG));

    assertThat(end(request))
        .isInstanceOfSatisfying(
            CopyEnd.Refused.class,
            refused -> {
              assertThat(refused.noThirdPartyCopy()).isTrue();
              assertThat(refused.failure().message())
                  .isEqualTo(
                      "No token of the other side goes to http://active.example:80/f without TLS");
            });
  }

  @Test
  void tellsNobodyATokenInTheClearWhoIsRedirectedTo() throws Exception {
    ScriptedServer door =
        server((head, peer) ->
            peer.answer("307 Temporary Redirect\r\nLocation: http://disk.example/f", "moved"));
    CopyRequest request =
        pull(
            new Location("https://source.example/f", Access.bearer("SECRET")),
            Location.open(door.url("/data/f")));

    assertThat(failureOf(end(request)).message())
        .isEqualTo("No token of the other side goes to http://disk.example:80/f without TLS");
  }

  @Test
  void leavesARedirectionThatGoesInCircles() throws Exception {
    ScriptedServer server =
        server((head, peer) -> peer.answer("302 Found\r\nLocation: /data/again", ""));

    CopyEnd end = pulled(server);

    assertThat(end).isInstanceOf(CopyEnd.Refused.class);
    assertThat(server.heads()).hasSize(Redirect.MAX_HOPS + 1);
  }

  @Test
  void holdsAnAnswerWithoutAWordOfThirdPartyCopyForNone() throws Exception {
    for (String status : List.of("201 Created", "204 No Content", "405 Not Allowed")) {
      ScriptedServer server = server((head, peer) -> peer.answer(status, ""));

      CopyEnd end = end(request(server, Direction.PUSH, LONG, LONG, LONG, LONG));

      assertThat(end)
          .isInstanceOfSatisfying(
              CopyEnd.Refused.class,
              refused -> assertThat(refused.noThirdPartyCopy()).as(status).isTrue());
    }
  }

  @Test
  void keepsLittleOfALongErrorAndOfALongLine() throws Exception {
    String endless = "permission denied " + "x".repeat(100_000);
    ScriptedServer error = server((head, peer) -> peer.answer("403 Forbidden", endless));
    ScriptedServer line =
        server((head, peer) ->
            peer.begin("201 Created")
                .chunk("Comment: " + endless + "\n")
                .chunk("success: Created")
                .end());

    Failure failure = failureOf(pulled(error));

    assertThat(failure.failureClass()).isEqualTo(FailureClass.PERMISSION);
    assertThat(failure.message()).hasSizeLessThan(600);
    assertThat(pulled(line)).isEqualTo(new CopyEnd.Copied());
  }

  @Test
  void startsNoMoreCopiesThanItMay() throws Exception {
    ScriptedServer server = server((head, peer) -> peer.hold());
    CopyRequest request = request(server, Direction.PULL, LONG, LONG, LONG, LONG);
    List<Storage.Copy> running =
        loop.of(() -> Future.succeededFuture(List.of(copy(request), copy(request))));

    CopyEnd third = end(request);
    running.forEach(Storage.Copy::abandon);

    assertThat(third).isInstanceOf(CopyEnd.Refused.class);
    assertThat(failureOf(third).failureClass()).isEqualTo(FailureClass.OVERLOADED);
    for (Storage.Copy copy : running) {
      assertThat(loop.of(copy::end)).isInstanceOf(CopyEnd.Unknown.class);
    }
    assertThat(storage.running()).isZero();
  }

  @Test
  void connectsOnlyWhereTheGuardAllowsRedirectsIncluded() throws Exception {
    ScriptedServer inner = server("127.0.0.5", (head, peer) -> peer.answer("200 OK", ""));
    ScriptedServer door =
        server((head, peer) ->
            peer.answer("307 Temporary Redirect\r\nLocation: " + inner.url("/f"), ""));
    AddressGuard guard = (host, port, address) -> address.getHostAddress().equals("127.0.0.4");
    WebDavStorage guarded = new WebDavStorage(vertx, SETTINGS, guard, new UnknownAnswers());

    CopyRequest request = request(door, Direction.PULL, LONG, LONG, LONG, LONG);
    CopyEnd end = loop.of(() -> guarded.copy(request, seen -> {}).end());

    assertThat(end).isInstanceOf(CopyEnd.Refused.class);
    assertThat(failureOf(end).failureClass()).isEqualTo(FailureClass.PERMISSION);
    assertThat(door.heads()).hasSize(1);
    assertThat(inner.connections()).isZero();
    guarded.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private ScriptedServer server(Script script) throws Exception {
    return server("127.0.0.4", script);
  }

  private ScriptedServer server(String host, Script script) throws Exception {
    ScriptedServer server = new ScriptedServer(host, script);
    servers.add(server);
    return server;
  }

  private static void markForEver(ScriptedServer.Peer peer, long bytes) throws Exception {
    peer.begin("201 Created");
    while (true) {
      peer.marker(bytes);
      pause(Duration.ofMillis(20));
    }
  }

  private static void pause(Duration time) throws InterruptedException {
    new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private CopyEnd pulled(ScriptedServer server) throws Exception {
    return end(request(server, Direction.PULL, LONG, LONG, LONG, LONG));
  }

  private CopyEnd end(CopyRequest request) throws Exception {
    return loop.of(() -> copy(request).end());
  }

  private Storage.Copy copy(CopyRequest request) {
    return storage.copy(request, seen -> progress.add(seen.bytes()));
  }

  private static CopyRequest request(
      ScriptedServer active,
      Direction direction,
      Duration firstByte,
      Duration marker,
      Duration stall,
      Duration total) {
    return request(active.url("/data/f"), direction, limits(firstByte, marker, stall, total));
  }

  private static CopyRequest request(String url, Direction direction, CopyRequest.Limits limits) {
    Location active = Location.open(url);
    Location passive = Location.open("http://passive.example/f");
    boolean pull = direction == Direction.PULL;
    return new CopyRequest(
        pull ? passive : active,
        pull ? active : passive,
        direction,
        false,
        1000,
        0,
        0,
        "",
        "",
        limits);
  }

  private static CopyRequest.Limits limits(
      Duration firstByte, Duration marker, Duration stall, Duration total) {
    return new CopyRequest.Limits(firstByte, marker, stall, total);
  }

  private static void assertTimedOut(CopyEnd end, FailureClass kind, ScriptedServer server)
      throws InterruptedException {
    assertThat(end).isInstanceOf(CopyEnd.Unknown.class);
    assertThat(failureOf(end).failureClass()).isEqualTo(kind);
    assertThat(failureOf(end).retryable()).isTrue();
    assertThat(server.clientLeft()).isTrue();
  }

  private static List<String> headerNames(String head) {
    return head.lines()
        .skip(1)
        .filter(line -> !line.isBlank())
        .map(line -> line.substring(0, line.indexOf(':')))
        .toList();
  }

  private static Failure failureOf(CopyEnd end) {
    return switch (end) {
      case CopyEnd.Refused refused -> refused.failure();
      case CopyEnd.Broken broken -> broken.failure();
      case CopyEnd.Unknown unknown -> unknown.failure();
      case CopyEnd.Copied copied -> throw new AssertionError("was copied");
    };
  }
}
