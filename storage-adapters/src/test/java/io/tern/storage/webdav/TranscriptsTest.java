package io.tern.storage.webdav;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.Failure;
import io.tern.storage.AddressGuard;
import io.tern.storage.CopyEnd;
import io.tern.storage.CopyRequest;
import io.tern.storage.CopyRequest.Direction;
import io.tern.storage.Location;
import io.tern.storage.Loop;
import io.tern.storage.failure.UnknownAnswers;
import io.tern.storage.http.ScriptedServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that do not run here, and those that do, played from what they say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TranscriptsTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  /**
   * @param parts of a chunked body; one without a first mark is a whole body
   */
  record Transcript(
      String origin, Direction direction, String head, List<String> parts, String expected) {
    static Transcript of(String block) {
      List<String> lines = block.lines().toList();
      String[] first = lines.get(1).split(" ", 2);
      return new Transcript(
          lines.getFirst().substring("origin: ".length()),
          Direction.valueOf(first[0]),
          first[1].replace(" | ", "\r\n"),
          lines.subList(2, lines.size() - 1),
          lines.getLast().substring(2));
    }

    void play(ScriptedServer.Peer peer) throws IOException {
      if (parts.getFirst().startsWith(":")) {
        peer.answer(head, text(parts.getFirst()));
        return;
      }
      peer.begin(head);
      for (String part : parts) {
        peer.chunk(text(part));
      }
      peer.end();
    }

    private static String text(String part) {
      return part.substring(Math.min(2, part.length())).replace("\\r", "\r").replace("\\n", "\n");
    }

    @Override
    public String toString() {
      return direction + " " + head.lines().findFirst().orElse("") + " by " + origin;
    }
  }

  private final Vertx vertx = Vertx.vertx();
  private final Loop loop = new Loop(vertx);
  private final WebDavStorage storage =
      new WebDavStorage(vertx, WebDavSettings.DEFAULT, AddressGuard.OPEN, new UnknownAnswers());

  @AfterAll
  void close() throws Exception {
    storage.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  static Stream<Transcript> transcripts() throws IOException {
    try (InputStream in = TranscriptsTest.class.getResourceAsStream("transcripts.txt")) {
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(all.strip().split("\n\n")).skip(1).map(Transcript::of);
    }
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void understands(Transcript transcript) throws Exception {
    try (ScriptedServer server =
        new ScriptedServer("127.0.0.4", (head, peer) -> transcript.play(peer))) {
      Location active = Location.open(server.url("/data/f"));
      CopyEnd end = loop.of(() -> storage.copy(request(transcript, active), seen -> {}).end());

      assertThat(told(end, active)).isEqualTo(transcript.expected);
    }
  }

  private static CopyRequest request(Transcript transcript, Location active) {
    Location passive = Location.open("http://passive.example/f");
    boolean pull = transcript.direction == Direction.PULL;
    return new CopyRequest(
        pull ? passive : active,
        pull ? active : passive,
        transcript.direction,
        false,
        1000,
        0,
        0,
        "",
        "",
        new CopyRequest.Limits(LONG, LONG, LONG, LONG));
  }

  private String told(CopyEnd end, Location active) {
    return switch (end) {
      case CopyEnd.Copied copied ->
          "copied, " + storage.outlivesConnection(active).toSeconds() + " s";
      case CopyEnd.Refused refused ->
          "refused "
              + told(refused.failure())
              + (refused.noThirdPartyCopy() ? ", other direction" : "");
      case CopyEnd.Broken broken -> "broken " + told(broken.failure());
      case CopyEnd.Unknown unknown -> "unknown " + told(unknown.failure());
    };
  }

  private static String told(Failure failure) {
    return failure.failureClass()
        + " "
        + failure.side()
        + (failure.retryable() ? " again" : " final");
  }
}
