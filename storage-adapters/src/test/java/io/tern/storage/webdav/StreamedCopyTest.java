package io.tern.storage.webdav;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.Checksum;
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
import io.tern.storage.Storages;
import io.tern.storage.Streaming;
import io.tern.storage.failure.UnknownAnswers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.zip.Adler32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bytes through Tern: back-pressure, checksum, and ends of both sides. */
class StreamedCopyTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int BLOCK = 64 * 1024;
  private static final long SIZE = 1024L * BLOCK;

  /** What sockets and pipes may hold between two processes on one machine. */
  private static final long UNDER_WAY = 24L << 20;

  private final Vertx vertx = Vertx.vertx();
  private final Loop loop = new Loop(vertx);
  private final AtomicLong given = new AtomicLong();
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong mostUnderWay = new AtomicLong();
  private final Adler32 sent = new Adler32();
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private WebDavStorage web;
  private Storages storages;

  @BeforeEach
  void make() {
    web = new WebDavStorage(vertx, WebDavSettings.DEFAULT, AddressGuard.OPEN, new UnknownAnswers());
    storages = new Storages(Map.of("http", web), Streaming.of(vertx, 1));
  }

  @AfterEach
  void close() throws Exception {
    web.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void readsNoFasterThanTheDestinationTakesAndChecksumsOnTheWay() throws Exception {
    String source = serve(this::give);
    String destination = serve(this::takeSlowly);

    CopyEnd end = end(source, destination, false);

    String sum = HexFormat.of().toHexDigits((int) sent.getValue());
    assertThat(end)
        .isInstanceOfSatisfying(
            CopyEnd.Copied.class,
            copied -> assertThat(copied.onTheWay()).contains(new Checksum("ADLER32", sum)));
    assertThat(taken).hasValue(SIZE);
    assertThat(mostUnderWay.get()).isLessThan(UNDER_WAY);
    assertThat(heads.getLast()).contains("If-None-Match: *", "Authorization: Bearer DST");
  }

  @Test
  void handsOnWhatTheDestinationsTapeMayHeed() throws Exception {
    String source = serve(this::give);
    String destination = serve(this::takeSlowly);

    assertThat(end(request(source, destination, true, "{\"a\":1}")))
        .isInstanceOf(CopyEnd.Copied.class);

    assertThat(heads.getFirst()).as("asked of the source").doesNotContain("ArchiveMetadata");
    assertThat(heads.getLast()).contains("ArchiveMetadata: eyJhIjoxfQ==");
  }

  /** One that closes after its last byte would take from a slow reader what is under way. */
  @Test
  void closesTheConnectionsToBothSidesItself() throws Exception {
    String destination = serve(this::takeSlowly);
    AtomicLong closed = new AtomicLong();
    String source =
        serve(request -> {
          request.connection().closeHandler(left -> closed.incrementAndGet());
          give(request);
        });

    assertThat(end(source, destination, false)).isInstanceOf(CopyEnd.Copied.class);

    assertThat(heads).noneMatch(head -> head.contains("Connection: close"));
    awaitOne(closed);
  }

  @Test
  void followsARedirectOfThePutBeforeAByteIsSent() throws Exception {
    String source = serve(this::give);
    String disk = serve(this::takeSlowly);
    String door =
        serve(request ->
            request.response().setStatusCode(307).putHeader("Location", disk + "?cap=1").end());

    assertThat(end(source, door, true)).isInstanceOf(CopyEnd.Copied.class);
    assertThat(taken).hasValue(SIZE);
    assertThat(heads.getLast()).contains("/f?cap=1");
  }

  @Test
  void aRefusedPutIsNothingToTheNextOne() throws Exception {
    String source = serve(this::give);
    AtomicLong puts = new AtomicLong();
    String destination =
        serve(request -> {
          if (puts.incrementAndGet() == 1) {
            answer(request, 403);
          } else {
            takeSlowly(request);
          }
        });

    assertBroken(end(source, destination, true), FailureClass.PERMISSION);
    assertThat(end(source, destination, true)).isInstanceOf(CopyEnd.Copied.class);
    assertThat(taken).hasValue(SIZE);
  }

  @Test
  void tellsWhoseFailureItWas() throws Exception {
    String giving = serve(this::give);
    String missing = serve(request -> request.response().setStatusCode(404).end());
    String taken = serve(request -> request.response().setStatusCode(412).end());
    String full =
        serve(request -> request.handler(buffer -> {}).endHandler(all -> answer(request, 507)));
    String dying = serve(this::giveHalf);
    String taking = serve(this::takeSlowly);

    assertRefused(end(missing, taking, true), FailureClass.NOT_FOUND, Side.SOURCE);
    assertRefused(end(giving, taken, false), FailureClass.EXISTS, Side.DESTINATION);
    assertBroken(end(giving, full, true), FailureClass.NO_SPACE);
    CopyEnd broken = end(dying, taking, true);
    assertBroken(broken, FailureClass.INTERRUPTED);
    assertThat(((CopyEnd.Broken) broken).failure().side()).isEqualTo(Side.SOURCE);
  }

  @Test
  void anAbandonedCopyLetsGoOfBothSides() throws Exception {
    String source = serve(this::give);
    AtomicLong closed = new AtomicLong();
    CountDownLatch asked = new CountDownLatch(1);
    String stuck =
        serve(request -> {
          request.connection().closeHandler(left -> closed.incrementAndGet());
          request.pause();
          request.response().writeContinue();
          vertx.setTimer(1500, later -> request.resume());
          asked.countDown();
        });

    Storage.Copy copy =
        loop.of(
            () -> Future.succeededFuture(storages.copy(request(source, stuck, true), seen -> {})));
    assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();

    CopyEnd end =
        loop.of(() -> {
          copy.abandon();
          return copy.end();
        });

    assertThat(end).isInstanceOf(CopyEnd.Unknown.class);
    assertThat(given.get()).isLessThan(SIZE);
    awaitOne(closed);
  }

  private void awaitOne(AtomicLong count) throws Exception {
    for (int waits = 0; waits < 200 && count.get() == 0; waits++) {
      loop.of(() -> vertx.timer(50, TimeUnit.MILLISECONDS));
    }
    assertThat(count).hasValue(1);
  }

  @Test
  void isOffUnlessAllowedAndBounded() throws Exception {
    Storages off = new Storages(Map.of("http", web));
    CopyRequest request = request("http://127.0.0.1:1/f", "http://127.0.0.1:1/g", true);

    CopyEnd refused = loop.of(() -> off.copy(request, seen -> {}).end());
    CopyEnd second =
        loop.of(() -> {
          storages.copy(request, seen -> {});
          return storages.copy(request, seen -> {}).end();
        });

    assertRefused(refused, FailureClass.UNSUPPORTED, Side.TRANSFER);
    assertRefused(second, FailureClass.OVERLOADED, Side.TRANSFER);
  }

  private void give(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    response.putHeader("Content-Length", Long.toString(SIZE));
    given.set(0);
    sent.reset();
    giveMore(response, SIZE);
  }

  private void giveHalf(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    response.putHeader("Content-Length", Long.toString(SIZE));
    response.write(Buffer.buffer(new byte[BLOCK])).onComplete(v -> request.connection().close());
  }

  private void giveMore(HttpServerResponse response, long until) {
    while (given.get() < until && !response.writeQueueFull() && !response.closed()) {
      byte[] block = new byte[BLOCK];
      block[0] = (byte) given.get();
      block[1] = (byte) (given.get() >> 16);
      sent.update(block);
      given.addAndGet(BLOCK);
      response.write(Buffer.buffer(block));
    }
    mostUnderWay.accumulateAndGet(given.get() - taken.get(), Math::max);
    if (given.get() >= until) {
      response.end();
    } else {
      response.drainHandler(more -> giveMore(response, until));
    }
  }

  /** Stands still every 4 MB. */
  private void takeSlowly(HttpServerRequest request) {
    taken.set(0);
    AtomicLong next = new AtomicLong(4 << 20);
    request.handler(buffer -> {
      if (taken.addAndGet(buffer.length()) >= next.get()) {
        next.addAndGet(4 << 20);
        request.pause();
        vertx.setTimer(20, later -> request.resume());
      }
    });
    request.endHandler(all -> answer(request, 201));
    request.response().writeContinue();
  }

  private static String told(HttpServerRequest request) {
    return request.headers().entries().stream()
        .map(header -> header.getKey() + ": " + header.getValue())
        .collect(Collectors.joining("\n"));
  }

  private static void answer(HttpServerRequest request, int status) {
    request.response().setStatusCode(status).end();
  }

  private String serve(Consumer<HttpServerRequest> answer) throws Exception {
    HttpServer server =
        loop.of(() ->
            vertx
                .createHttpServer()
                .requestHandler(request -> {
                  heads.add(request.uri() + "\n" + told(request));
                  answer.accept(request);
                })
                .listen(0, "127.0.0.1"));
    return "http://127.0.0.1:" + server.actualPort() + "/f";
  }

  private CopyEnd end(String source, String destination, boolean overwrite) throws Exception {
    return end(request(source, destination, overwrite));
  }

  private CopyEnd end(CopyRequest request) throws Exception {
    return loop.of(() -> storages.copy(request, seen -> {}).end());
  }

  private static CopyRequest request(String source, String destination, boolean overwrite) {
    return request(source, destination, overwrite, "");
  }

  private static CopyRequest request(
      String source, String destination, boolean overwrite, String archiveMetadata) {
    return new CopyRequest(
        Location.open(source),
        new Location(destination, Access.bearer("DST")),
        Direction.STREAMED,
        overwrite,
        SIZE,
        0,
        0,
        "",
        archiveMetadata,
        new CopyRequest.Limits(LONG, LONG, LONG, LONG));
  }

  private static void assertRefused(CopyEnd end, FailureClass kind, Side side) {
    assertThat(end)
        .isInstanceOfSatisfying(
            CopyEnd.Refused.class,
            refused -> {
              assertThat(refused.failure().failureClass()).isEqualTo(kind);
              assertThat(refused.failure().side()).isEqualTo(side);
            });
  }

  private static void assertBroken(CopyEnd end, FailureClass kind) {
    assertThat(end)
        .isInstanceOfSatisfying(
            CopyEnd.Broken.class,
            broken -> assertThat(broken.failure().failureClass()).isEqualTo(kind));
  }
}
