package io.tern.storage.webdav;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Side;
import io.tern.storage.AddressGuard;
import io.tern.storage.CopyEnd;
import io.tern.storage.CopyRequest;
import io.tern.storage.CopyRequest.Direction;
import io.tern.storage.Location;
import io.tern.storage.Loop;
import io.tern.storage.Storage;
import io.tern.storage.failure.UnknownAnswers;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Servers that die in mid-copy: XRootD slowed down, so that there is a middle. */
@Tag("full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebDavFaultsTest {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int SIZE = 60_000_000;

  private final Vertx vertx = Vertx.vertx();
  private final Loop loop = new Loop(vertx);
  private XrootdPair pair;
  private WebDavStorage web;

  @BeforeAll
  void start() throws Exception {
    pair = XrootdPair.start(slow -> Map.of("XP_THROTTLE", "4m", "XP_RESTART", ""));
    web = new WebDavStorage(vertx, WebDavSettings.DEFAULT, AddressGuard.OPEN, new UnknownAnswers());
    Files.write(pair.files("a").resolve("large"), new byte[SIZE]);
  }

  @AfterAll
  void stop() throws Exception {
    if (web != null) {
      web.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    if (pair != null) {
      pair.close();
    }
  }

  @Test
  void aPassiveSideThatDiesBreaksTheCopyAndAnotherAttemptMakesSense() throws Exception {
    CopyEnd end = endWhen("a", "passive", Direction.PULL);
    pair.start("a", Map.of("XP_THROTTLE", "4m", "XP_RESTART", ""));

    assertThat(end).isInstanceOf(CopyEnd.Broken.class);
    Failure failure = ((CopyEnd.Broken) end).failure();
    assertThat(failure.failureClass()).as(failure.text()).isEqualTo(FailureClass.INTERRUPTED);
    assertThat(failure.side()).isEqualTo(Side.TRANSFER);
    assertThat(failure.retryable()).isTrue();
  }

  @Test
  void anActiveSideThatDiesLeavesTheCopyUnknown() throws Exception {
    CopyEnd end = endWhen("b", "active", Direction.PULL);
    pair.start("b", Map.of("XP_THROTTLE", "4m", "XP_RESTART", ""));

    assertThat(end).isInstanceOf(CopyEnd.Unknown.class);
    Failure failure = ((CopyEnd.Unknown) end).failure();
    assertThat(failure.failureClass()).as(failure.text()).isEqualTo(FailureClass.INTERRUPTED);
    assertThat(failure.retryable()).isTrue();
  }

  /** The end of a copy during which a server is killed, at its first marker. */
  private CopyEnd endWhen(String server, String name, Direction direction) throws Exception {
    Promise<Void> begun = Promise.promise();
    Promise<CopyEnd> end = Promise.promise();
    loop.of(() -> {
      Storage.Copy copy = web.copy(request(name, direction), seen -> begun.tryComplete());
      copy.end().onComplete(end);
      return begun.future();
    });
    pair.kill(server);
    return end.future().toCompletionStage().toCompletableFuture().get(90, TimeUnit.SECONDS);
  }

  private CopyRequest request(String name, Direction direction) {
    return new CopyRequest(
        Location.open(pair.urlA("http") + "large"),
        Location.open(pair.urlB("http") + "to-" + name),
        direction,
        false,
        SIZE,
        0,
        0,
        "",
        "",
        new CopyRequest.Limits(LONG, LONG, LONG, LONG));
  }
}
