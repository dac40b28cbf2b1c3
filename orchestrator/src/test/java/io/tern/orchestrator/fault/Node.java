package io.tern.orchestrator.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** A node of the service as it is shipped, in a process group of its own, to be hurt. */
final class Node implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Longer than the service waits for a broker of its own. */
  private static final Duration START_PATIENCE = Duration.ofSeconds(270);

  private static final Duration HEALTH_PATIENCE = Duration.ofSeconds(5);
  private static final int LAST_LINES = 12;
  private static final int DEPTH = 12;
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Path data;
  private final int port;
  private final int healthPort;
  private final List<String> arguments;
  private Process process;

  private Node(String name, Path data, Optional<String> kafka, String roles, int lease)
      throws IOException {
    this.data = data;
    Files.createDirectories(data);
    port = Jvm.freePort(23_000 + 10 * (int) (ProcessHandle.current().pid() % 500));
    healthPort = Jvm.freePort(port + 1);
    arguments = new ArrayList<>(List.of("serve", "--config", config(lease).toString()));
    arguments.addAll(List.of("--data", data.toString(), "--node", name, "--roles", roles));
    arguments.addAll(List.of("--http", "127.0.0.1:" + port, "--health", "127.0.0.1:" + healthPort));
    arguments.add("--open-loopback");
    kafka.ifPresent(bootstrap -> arguments.addAll(List.of("--kafka", bootstrap)));
    process = run();
  }

  /** On a broker that others use too. */
  static Node on(String kafka, String name, Path data, String roles) throws IOException {
    return new Node(name, data, Optional.of(kafka), roles, 300);
  }

  /** With a broker of its own. */
  static Node alone(Path data, int leaseSeconds) throws IOException {
    return new Node("alone", data, Optional.empty(), "api,coordinator,agent", leaseSeconds);
  }

  private Path config(int lease) throws IOException {
    return Files.writeString(
        data.resolve("tern.yaml"),
        """
        kafka:
          replication: 1
          unsafeAllowLowReplication: true
          embedded:
            heap: 256m
        coordinator:
          lease: %ds
        """
            .formatted(lease));
  }

  private Process run() throws IOException {
    return Jvm.start("io.tern.orchestrator.Main", arguments, "384m", data.resolve("node.log"));
  }

  void restart() throws IOException {
    process = run();
  }

  /** Deletes its local store. */
  void forget() throws IOException {
    try (Stream<Path> files = Files.walk(data.resolve("store"))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  Process process() {
    return process;
  }

  Path data() {
    return data;
  }

  /** Waits until it serves and has read to the journal's end, and somebody leads. */
  Node awaitReady() {
    try {
      Awaitility.await(data + " is ready")
          .atMost(START_PATIENCE)
          .failFast("it ended", () -> !process.isAlive())
          .until(() -> health().path("ready").asBoolean());
    } catch (ConditionTimeoutException | TerminalFailureException e) {
      throw new AssertionError(e.getMessage() + "; it said: " + health() + "\n" + lastWords(), e);
    }
    return this;
  }

  private String lastWords() {
    return String.join("\n", lastLines(data.resolve("node.log")))
        + "\nit does:\n"
        + String.join("\n", stacks("main", "coordinator"))
        + "\nits broker:\n"
        + String.join("\n", lastLines(data.resolve("kafka").resolve("broker.log")));
  }

  /** The upper ends of some threads' stacks; none if it does not answer within 10 s. */
  private List<String> stacks(String... threads) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "jstack");
    try {
      Path dump = Files.createTempFile(data, "threads", "");
      Process asked =
          new ProcessBuilder(java.toString(), Long.toString(process.pid()))
              .redirectErrorStream(true)
              .redirectOutput(dump.toFile())
              .start();
      if (!asked.waitFor(10, TimeUnit.SECONDS)) {
        asked.destroyForcibly();
      }
      String all = Files.readString(dump);
      return Stream.of(threads)
          .filter(thread -> all.contains('"' + thread + '"'))
          .flatMap(thread -> all.substring(all.indexOf('"' + thread + '"')).lines().limit(DEPTH))
          .toList();
    } catch (IOException e) {
      return List.of(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private static List<String> lastLines(Path file) {
    try {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    } catch (IOException e) {
      return List.of(e.toString());
    }
  }

  boolean leads() {
    return health().path("leads").asBoolean();
  }

  /** What it says of itself; an empty object while it says nothing. */
  private JsonNode health() {
    try {
      return JSON.readTree(send("GET", healthPort, "/readyz", "", HEALTH_PATIENCE).body());
    } catch (IOException e) {
      return JSON.createObjectNode();
    }
  }

  String metrics() throws IOException {
    return send("GET", healthPort, "/metrics", "").body();
  }

  HttpResponse<String> post(String job) throws IOException {
    return send("POST", port, "/jobs", job);
  }

  HttpResponse<String> get(String path) throws IOException {
    return send("GET", port, path, "");
  }

  HttpResponse<String> delete(String path) throws IOException {
    return send("DELETE", port, path, "");
  }

  JsonNode read(String path) {
    try {
      HttpResponse<String> answer = get(path);
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<String> send(String method, int to, String path, String body)
      throws IOException {
    return send(method, to, path, body, ANSWER_PATIENCE);
  }

  private HttpResponse<String> send(
      String method, int to, String path, String body, Duration patience) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + to + path))
            .timeout(patience)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Ends it, and a broker of its own, in whatever state they are. */
  @Override
  public void close() throws IOException, InterruptedException {
    http.close();
    if (process.isAlive()) {
      Signals.KILL.toGroupOf(process);
      process.waitFor(10, TimeUnit.SECONDS);
    }
  }
}
