package io.tern.orchestrator.embedded;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A broker in a child JVM, from this JVM's own class path; it lives as long as its input is open.
 */
final class BrokerProcess {
  /** The wait for an older broker's lock, then recovery of a large log on a slow disk. */
  private static final Duration START_PATIENCE = Duration.ofSeconds(240);

  private static final Duration EXIT_PATIENCE = Duration.ofSeconds(5);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(40);
  private static final int LAST_LINES = 20;

  private final Process process;
  private final BrokerAddress address;

  private BrokerProcess(Process process, BrokerAddress address) {
    this.process = process;
    this.address = address;
  }

  /** Returns when the broker serves, or throws and leaves no process. */
  static BrokerProcess start(BrokerOptions options, BrokerJvm jvm)
      throws IOException, InterruptedException {
    Path directory = Files.createDirectories(options.directory().toAbsolutePath());
    File output = directory.resolve("broker.out").toFile();
    Process process =
        jvm.process(options).redirectError(ProcessBuilder.Redirect.to(output)).start();
    try {
      return new BrokerProcess(process, awaitReady(process, directory));
    } catch (IOException | InterruptedException e) {
      process.destroyForcibly().waitFor();
      throw e;
    }
  }

  private static BrokerAddress awaitReady(Process process, Path directory)
      throws IOException, InterruptedException {
    String line = firstLine(process);
    if (line != null && line.startsWith(BrokerMain.READY)) {
      return BrokerAddress.of(line.substring(BrokerMain.READY.length()));
    }
    boolean mayPass =
        process.waitFor(EXIT_PATIENCE) && process.exitValue() == BrokerMain.EXIT_MAY_PASS;
    String message = "broker in " + directory + " did not start: " + reason(line);
    throw new BrokerFailedException(message + lastLines(directory), mayPass);
  }

  private static @Nullable String firstLine(Process process)
      throws IOException, InterruptedException {
    CompletableFuture<@Nullable String> line = new CompletableFuture<>();
    BufferedReader reader = process.inputReader();
    Thread.ofPlatform().name("broker-ready").daemon().start(() -> readLine(reader, line));
    try {
      return line.get(START_PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return "not ready after " + START_PATIENCE.toSeconds() + " s";
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  private static void readLine(BufferedReader reader, CompletableFuture<@Nullable String> line) {
    try {
      line.complete(reader.readLine());
    } catch (IOException e) {
      line.completeExceptionally(e);
    }
  }

  private static String reason(@Nullable String line) {
    if (line == null) {
      return "it ended without a word";
    }
    return line.startsWith(BrokerMain.FAILED) ? line.substring(BrokerMain.FAILED.length()) : line;
  }

  private static String lastLines(Path directory) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String name : List.of("broker.log", "broker.out")) {
      lines.addAll(tail(directory.resolve(name)));
    }
    return lines.isEmpty() ? "" : "; its last lines:\n" + String.join("\n", lines);
  }

  private static List<String> tail(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    List<String> lines = Files.readAllLines(file);
    return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
  }

  BrokerAddress address() {
    return address;
  }

  Process process() {
    return process;
  }

  /** Ends the broker's input, waits for a clean stop, and insists in the end. */
  void stop() throws InterruptedException {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      process.destroy();
    }
    if (!process.waitFor(STOP_PATIENCE)) {
      process.destroyForcibly().waitFor();
    }
  }
}
