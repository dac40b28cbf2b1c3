package io.tern.orchestrator.xrootd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.AssertionFailedError;

/**
 * The command {@code curl}, as a user would call a service over TLS.
 *
 * @param authority whose host certificates are believed
 */
record Curl(int port, Path authority) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MISSING = "skipped: install curl voms-clients";

  /** What came back. */
  record Answer(int status, String body) {
    JsonNode json() throws IOException {
      return JSON.readTree(body);
    }
  }

  /** Skips the test where a program is missing. */
  static void require(String... programs) {
    for (String program : programs) {
      if (Stream.of(System.getenv("PATH").split(":", -1))
          .noneMatch(directory -> Files.isExecutable(Path.of(directory, program)))) {
        skip();
      }
    }
  }

  private static void skip() {
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionFailedError(MISSING);
    }
    Assumptions.abort(MISSING);
  }

  /**
   * @param credential certificates and a key in PEM
   */
  Answer get(Path credential, String path) throws IOException, InterruptedException {
    return send(credential, "GET", path, "");
  }

  Answer send(Path credential, String method, String path, String body)
      throws IOException, InterruptedException {
    String said =
        run(
            body,
            List.of(
                "curl",
                "--silent",
                "--show-error",
                "--cacert",
                authority.toString(),
                "--cert",
                credential.toString(),
                "--request",
                method,
                "--data-binary",
                "@-",
                "--header",
                "Content-Type: application/json",
                "--write-out",
                "\n%{http_code}",
                "https://127.0.0.1:" + port + path));
    int end = said.lastIndexOf('\n');
    return new Answer(Integer.parseInt(said.substring(end + 1)), said.substring(0, end));
  }

  /** What a program writes that ends well. */
  static String run(String input, List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s: %s", command, said).isZero();
    return said;
  }
}
