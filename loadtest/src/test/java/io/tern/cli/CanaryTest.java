package io.tern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.cli.canary.Errand;
import io.tern.cli.canary.Outcome;
import io.tern.cli.canary.Pulse;
import io.tern.cli.command.Tern;
import io.tern.cli.wire.Server;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy that is made again and again: what is asked, what it comes to, what Prometheus reads. */
class CanaryTest {
  private static final String TAKEN = "{\"job_id\":\"6f1\"}";
  private final List<String> said = new ArrayList<>();
  private CannedServer server;

  @BeforeEach
  void start() throws IOException {
    server = new CannedServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Outcome errand(Duration patience) {
    return new Errand("davs://a/f", "davs://b/f", patience).run(Server.at(server.url()), said::add);
  }

  private CannedServer state(String state) {
    return server.on("GET /jobs/6f1", 200, "{\"job_state\":\"" + state + "\"}");
  }

  @Test
  void aCopyThatFinishesIsDone() {
    server.on("POST /jobs", 200, TAKEN);
    state("SUBMITTED");
    state("FINISHED");

    assertThat(errand(Duration.ofSeconds(30))).isEqualTo(Outcome.DONE);
    assertThat(server.asked().getFirst())
        .isEqualTo(
            "POST /jobs {\"files\":[{\"sources\":[\"davs://a/f\"],\"destinations\":[\"davs://b/f\"]}],"
                + "\"params\":{\"overwrite\":true,\"retry\":-1,\"job_metadata\":{\"canary\":true}}}");
    assertThat(said).isEmpty();
  }

  @Test
  void aCopyThatFailsSaysSo() {
    server.on("POST /jobs", 200, TAKEN);
    state("FAILED");

    assertThat(errand(Duration.ofSeconds(30))).isEqualTo(Outcome.FAILED);
    assertThat(said).containsExactly("job 6f1 is FAILED");
  }

  @Test
  void aCopyThatTakesTooLongIsCancelledEvenIfThatFails() {
    server.on("POST /jobs", 200, TAKEN);
    state("ACTIVE");

    assertThat(errand(Duration.ofMillis(1))).isEqualTo(Outcome.LATE);
    assertThat(server.asked()).last().isEqualTo("DELETE /jobs/6f1");
    assertThat(said)
        .containsExactly("job 6f1 is ACTIVE still, and is cancelled", "404: no such thing");
  }

  @Test
  void aServiceThatTakesNothingIsToldApart() {
    server.on("POST /jobs", 503, "{\"message\":\"no leader\"}");

    assertThat(errand(Duration.ofSeconds(30))).isEqualTo(Outcome.REFUSED);
    assertThat(said).containsExactly("503: no leader");
  }

  @Test
  void prometheusReadsWhatCameOfThem() throws Exception {
    try (Pulse pulse = new Pulse("127.0.0.1", 0, 1_000)) {
      pulse.note(Outcome.DONE, 2.5, 5_000);
      pulse.note(Outcome.LATE, 45, 65_000);

      assertThat(page(pulse.port()))
          .contains(
              "tern_canary_attempts_total{outcome=\"done\"} 1.0",
              "tern_canary_attempts_total{outcome=\"failed\"} 0.0",
              "tern_canary_attempts_total{outcome=\"late\"} 1.0",
              "tern_canary_last_success_timestamp_seconds 5.0",
              "tern_canary_last_duration_seconds 2.5");
    }
  }

  private static List<String> page(int port) throws Exception {
    URI metrics = URI.create("http://127.0.0.1:" + port + "/metrics");
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofLines())
          .body()
          .toList();
    }
  }

  @Test
  void theCommandEndsAfterSoManyWithWhatTheLastCameTo() {
    server.on("POST /jobs", 200, TAKEN).on("POST /jobs", 503, "{\"message\":\"away\"}");
    state("FINISHED");
    StringWriter err = new StringWriter();

    int exit = line(err, "--times", "2", "--every", "1", "--listen", "127.0.0.1:0");

    assertThat(exit).isEqualTo(3);
    assertThat(err.toString()).isEqualTo("tern: canary: 503: away\n");
    assertThat(line(err, "--listen", "127.0.0.1:x")).isEqualTo(2);
    assertThat(line(err, "--every", "0")).isEqualTo(2);
  }

  @Test
  void theCommandGoesOnWhileTheServiceIsNotThereYet() {
    server.close();
    StringWriter err = new StringWriter();

    int exit = line(err, "--times", "2", "--every", "1", "--listen", "127.0.0.1:0");

    assertThat(exit).isEqualTo(3);
    assertThat(err.toString().lines())
        .hasSize(2)
        .allMatch(said -> said.startsWith("tern: canary: " + server.url() + ": "));
  }

  @Test
  void theTokenIsReadAnewForEachCopy(@TempDir Path directory) {
    server.on("POST /jobs", 200, TAKEN);
    state("FINISHED");
    Path token = directory.resolve("token");

    int exit =
        line(
            new Laying(token),
            "--times",
            "2",
            "--every",
            "1",
            "--listen",
            "127.0.0.1:0",
            "--token-file",
            token.toString());

    assertThat(exit).as("the second copy").isZero();
    assertThat(server.asked().getLast()).isEqualTo("GET /jobs/6f1 Bearer fresh");
  }

  /** Puts a token there as soon as it is complained of. */
  private static final class Laying extends StringWriter {
    private final Path token;

    private Laying(Path token) {
      this.token = token;
    }

    @Override
    public void flush() {
      try {
        Files.writeString(token, "fresh\n");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private int line(StringWriter err, String... options) {
    List<String> words =
        new ArrayList<>(List.of("canary", "--server", server.url(), "davs://a/f", "davs://b/f"));
    words.addAll(List.of(options));
    return Tern.line().setErr(new PrintWriter(err)).execute(words.toArray(String[]::new));
  }
}
