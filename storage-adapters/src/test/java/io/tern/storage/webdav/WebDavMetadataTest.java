package io.tern.storage.webdav;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.Checksum;
import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.storage.AddressGuard;
import io.tern.storage.CopyEnd;
import io.tern.storage.CopyRequest;
import io.tern.storage.CopyRequest.Direction;
import io.tern.storage.Location;
import io.tern.storage.Loop;
import io.tern.storage.Stat;
import io.tern.storage.Storage.Wanted;
import io.tern.storage.failure.UnknownAnswers;
import io.tern.storage.http.Addresses;
import io.tern.storage.http.HttpSettings;
import io.tern.storage.http.ScriptedServer;
import io.tern.storage.http.ScriptedServer.Script;
import io.tern.storage.http.Servers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stat, directories and clean-up in the dialects of several servers. */
class WebDavMetadataTest {
  private static final Wanted ADLER32 = Wanted.of(Checksum.ANY_ADLER32);
  private static final WebDavSettings SETTINGS =
      new WebDavSettings(
          new HttpSettings(
              Duration.ofSeconds(5),
              Duration.ofSeconds(5),
              Duration.ofMillis(10),
              2,
              10,
              Optional.empty()),
          Duration.ofMillis(500),
          Duration.ofSeconds(5),
          10,
          Duration.ofMillis(20),
          List.of());

  private final Vertx vertx = Vertx.vertx();
  private final Loop loop = new Loop(vertx);
  private final Servers seen = new Servers();
  private final WebDavStorage storage =
      new WebDavStorage(
          vertx, SETTINGS, new Addresses(vertx, AddressGuard.OPEN), new UnknownAnswers(), seen);
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
  void learnsSizeChecksumAndTimeFromOneHead() throws Exception {
    ScriptedServer server =
        server((head, peer) ->
            peer.say(
                "HTTP/1.1 200 OK\r\nContent-Length: 12345\r\nDigest: adler32=b31ced64\r\n"
                    + "Last-Modified: Tue, 24 Nov 2026 20:17:24 GMT\r\n\r\n"));

    Stat stat = loop.of(() -> storage.stat(at(server), ADLER32));

    assertThat(stat)
        .isEqualTo(
            new Stat(
                12345, false, 1_795_551_444_000L, Optional.of(Checksum.parse("ADLER32:b31ced64"))));
    assertThat(server.heads()).hasSize(1);
    assertThat(counted()).containsExactly("http://127.0.0.4 2xx 1", "http://127.0.0.4 opened 1");
    assertThat(server.heads().getFirst()).contains("\r\nWant-Digest: adler32\r\n");
  }

  @Test
  void aConnectionThatIsUsedAgainWasOpenedOnce() throws Exception {
    ScriptedServer server =
        server((head, peer) -> peer.say("HTTP/1.1 200 OK\r\nContent-Length: 12345\r\n\r\n"));

    for (int i = 0; i < 3; i++) {
      loop.of(() -> storage.stat(at(server), Wanted.NOTHING));
    }

    assertThat(server.connections()).isEqualTo(1);
    assertThat(counted()).containsExactly("http://127.0.0.4 2xx 3", "http://127.0.0.4 opened 1");
  }

  private List<String> counted() {
    List<String> counted = new ArrayList<>();
    seen.each(
        new Servers.Visitor() {
          @Override
          public void answers(String server, String statusClass, long answers) {
            counted.add(server + " " + statusClass + " " + answers);
          }

          @Override
          public void connections(String server, long opened, double seconds) {
            assertThat(seconds > 0).isEqualTo(opened > 0);
            counted.add(server + " opened " + opened);
          }
        });
    return counted;
  }

  @Test
  void repeatsAChecksumRequestThatIsNotAnsweredOnceOnAFreshConnection() throws Exception {
    ScriptedServer server = losesTheFirstChecksumOf("<D:resourcetype/>");

    Stat stat = loop.of(() -> storage.stat(at(server), ADLER32));

    assertThat(stat.checksum()).hasValue(Checksum.parse("ADLER32:00000001"));
    assertThat(counted()).as("a fresh one included").contains("http://127.0.0.4 opened 3");
    assertThat(server.requestLines())
        .containsExactly(
            "HEAD /data/a/b/f HTTP/1.1",
            "PROPFIND /data/a/b/f HTTP/1.1",
            "HEAD /data/a/b/f HTTP/1.1");
    assertThat(server.connections()).isEqualTo(3);
  }

  @Test
  void doesNotRepeatAChecksumRequestOfADirectory() throws Exception {
    ScriptedServer server =
        losesTheFirstChecksumOf("<D:resourcetype><D:collection/></D:resourcetype>");

    Failure failure = loop.failure(() -> storage.stat(at(server), ADLER32));

    assertThat(failure.failureClass()).isEqualTo(FailureClass.INVALID);
    assertThat(failure.message()).isEqualTo("Is a directory");
    assertThat(server.heads()).hasSize(2);
  }

  private ScriptedServer losesTheFirstChecksumOf(String kind) throws Exception {
    AtomicInteger asked = new AtomicInteger();
    return server((head, peer) -> {
      if (head.startsWith("PROPFIND")) {
        peer.answer("207 Multi-Status", multistatus(kind, 1));
      } else if (asked.incrementAndGet() == 1) {
        peer.hold();
      } else {
        peer.say("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nDigest: adler32=1\r\n\r\n");
      }
    });
  }

  @Test
  void repeatsAnIdempotentRequestOnlyOnceWhenTheConnectionBreaks() throws Exception {
    ScriptedServer server = server((head, peer) -> peer.reset());

    Failure failure = loop.failure(() -> storage.stat(at(server), Wanted.NOTHING));

    assertThat(failure.failureClass()).isEqualTo(FailureClass.CONNECTION);
    assertThat(failure.retryable()).isTrue();
    assertThat(server.heads()).hasSize(2);
  }

  @Test
  void doesNotRepeatARename() throws Exception {
    ScriptedServer server = server((head, peer) -> peer.reset());

    Failure failure =
        loop.failure(() -> storage.rename(at(server), Location.open(server.url("/data/g"))));

    assertThat(failure.failureClass()).isEqualTo(FailureClass.CONNECTION);
    assertThat(server.heads()).hasSize(1);
    assertThat(server.heads().getFirst())
        .contains("\r\nDestination: " + server.url("/data/g") + "\r\n", "\r\nOverwrite: F\r\n");
  }

  @Test
  void asksForPropertiesWhereHeadDoesNotTell() throws Exception {
    ScriptedServer server =
        server((head, peer) -> {
          if (head.startsWith("HEAD")) {
            peer.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
          } else {
            peer.answer("207 Multi-Status", multistatus("<D:resourcetype/>", 77));
          }
        });

    assertThat(loop.of(() -> storage.stat(at(server), Wanted.NOTHING)).size()).isEqualTo(77);
    assertThat(server.heads().getLast())
        .startsWith("PROPFIND ")
        .contains("\r\nDepth: 0\r\n", "\r\nContent-Length: ");
  }

  @Test
  void asksXrootdForPropertiesFromTheStartOnceItIsKnown() throws Exception {
    String directory = "<D:resourcetype><D:collection/></D:resourcetype>";
    ScriptedServer server =
        server((head, peer) -> {
          if (head.startsWith("HEAD")) {
            peer.say("HTTP/1.1 200 OK\r\nServer: XrootD/v5.5.3\r\nContent-Length: 4096\r\n\r\n");
          } else {
            peer.answer("207 Multi-Status", multistatus(directory, 4096));
          }
        });

    Failure first = loop.failure(() -> storage.stat(at(server), Wanted.NOTHING));
    Failure second = loop.failure(() -> storage.stat(at(server), Wanted.NOTHING));

    assertThat(List.of(first.message(), second.message())).containsOnly("Is a directory");
    assertThat(server.requestLines())
        .containsExactly(
            "HEAD /data/a/b/f HTTP/1.1",
            "PROPFIND /data/a/b/f HTTP/1.1",
            "PROPFIND /data/a/b/f HTTP/1.1");
  }

  @Test
  void makesParentsFromTheDeepestUpwardsAndRemembersThem() throws Exception {
    AtomicInteger made = new AtomicInteger();
    ScriptedServer server =
        server((head, peer) ->
            peer.answer(
                made.incrementAndGet() <= 2
                    ? "409 Conflict"
                    : head.startsWith("MKCOL /data/ ") ? "405 Not Allowed" : "201 Created",
                ""));

    loop.of(() -> storage.makeParents(at(server)));
    loop.of(() -> storage.makeParents(at(server)));

    assertThat(server.requestLines())
        .containsExactly(
            "MKCOL /data/a/b/ HTTP/1.1",
            "MKCOL /data/a/ HTTP/1.1",
            "MKCOL /data/ HTTP/1.1",
            "MKCOL /data/a/ HTTP/1.1",
            "MKCOL /data/a/b/ HTTP/1.1");
  }

  @Test
  void doesNotClimbForEverWhereParentsCannotBeMade() throws Exception {
    ScriptedServer server = server((head, peer) -> peer.answer("409 Conflict", ""));

    Failure failure = loop.failure(() -> storage.makeParents(at(server)));

    assertThat(failure.retryable()).isFalse();
    assertThat(server.heads()).hasSize(3);
  }

  @Test
  void refusesDocumentTypesInListings() throws Exception {
    String evil =
        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><D:multistatus xmlns:D='DAV:'>"
            + "<D:response><D:href>/data/&e;</D:href></D:response></D:multistatus>";
    ScriptedServer server = server((head, peer) -> peer.answer("207 Multi-Status", evil));

    Failure failure = loop.failure(() -> storage.list(at(server)));

    assertThat(failure.failureClass()).isEqualTo(FailureClass.INVALID);
    assertThat(failure.message()).doesNotContain("root:");
  }

  @Test
  void aTransferCostsFourRequests() throws Exception {
    AtomicInteger heads = new AtomicInteger();
    ScriptedServer source =
        server((head, peer) -> peer.say("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"));
    ScriptedServer destination =
        server((head, peer) -> {
          if (head.startsWith("COPY")) {
            peer.begin("201 Created").marker(9).chunk("success: Created").end();
          } else if (heads.getAndIncrement() == 0) {
            peer.say("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
          } else {
            peer.say("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n");
          }
        });

    Future<CopyEnd> whole = Future.succeededFuture();
    CopyEnd end = loop.of(() -> whole.compose(start -> transfer(at(source), at(destination))));

    assertThat(end).isEqualTo(new CopyEnd.Copied());
    assertThat(source.requestLines()).containsExactly("HEAD /data/a/b/f HTTP/1.1");
    assertThat(destination.requestLines())
        .containsExactly(
            "HEAD /data/a/b/f HTTP/1.1", "COPY /data/a/b/f HTTP/1.1", "HEAD /data/a/b/f HTTP/1.1");
  }

  private Future<CopyEnd> transfer(Location from, Location to) {
    Duration limit = Duration.ofSeconds(20);
    CopyRequest request =
        new CopyRequest(
            from,
            to,
            Direction.PULL,
            false,
            9,
            0,
            0,
            "",
            "",
            new CopyRequest.Limits(limit, limit, limit, limit));
    return Future.join(
            storage.stat(from, ADLER32), storage.stat(to, Wanted.NOTHING).otherwise(Stat.file(0)))
        .compose(looked -> storage.copy(request, seen -> {}).end())
        .compose(end -> storage.stat(to, ADLER32).map(end));
  }

  private static String multistatus(String type, long size) {
    return """
    <?xml version="1.0"?>
    <D:multistatus xmlns:D="DAV:"><D:response><D:href>/data/a/b/f</D:href><D:propstat><D:prop>
    %s<D:getcontentlength>%d</D:getcontentlength></D:prop></D:propstat></D:response>
    </D:multistatus>
    """
        .formatted(type, size);
  }

  private static Location at(ScriptedServer server) {
    return Location.open(server.url("/data/a/b/f"));
  }

  private ScriptedServer server(Script script) throws Exception {
    ScriptedServer server = new ScriptedServer("127.0.0.4", script);
    servers.add(server);
    return server;
  }
}
