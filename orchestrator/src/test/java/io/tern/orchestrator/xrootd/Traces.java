package io.tern.orchestrator.xrootd;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.FileAppender;
import io.tern.orchestrator.Tern;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * All that a service leaves where somebody may look: what it writes, the log at its finest level,
 * and what {@link #note} asks for. Kafka's clients log as usual: what they are given is sealed.
 */
final class Traces implements AutoCloseable {
  private static final Logger ROOT =
      (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

  private final Path data;
  private final Path shown;
  private final Level before = ROOT.getLevel();
  private final FileAppender<ILoggingEvent> log = new FileAppender<>();

  /**
   * @param data where the service writes
   */
  Traces(Path data) throws IOException {
    this.data = data;
    this.shown = Files.createDirectory(data.resolve("shown"));
    LoggerContext context = ROOT.getLoggerContext();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%level %logger %mdc %msg %ex{full}%n");
    encoder.start();
    log.setContext(context);
    log.setFile(shown.resolve("log").toString());
    log.setEncoder(encoder);
    log.start();
    ROOT.iteratorForAppenders().forEachRemaining(usual -> usual.addFilter(atLeast(before)));
    ROOT.addAppender(log);
    ROOT.setLevel(Level.ALL);
  }

  private static ThresholdFilter atLeast(Level level) {
    ThresholdFilter filter = new ThresholdFilter();
    filter.setLevel(level.toString());
    filter.start();
    return filter;
  }

  /** Writes down what the service answers, its metrics, and the arguments of its processes. */
  void note(Tern tern, String... paths) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      note(http, tern.healthPort(), "/metrics");
      note(http, tern.healthPort(), "/metrics/links");
      for (String path : paths) {
        note(http, tern.httpPort(), path);
      }
    }
    Files.writeString(shown.resolve("processes"), processes());
  }

  private void note(HttpClient http, int port, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    Path to = shown.resolve(path.replace('/', '-'));
    http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofFile(to));
  }

  private static String processes() {
    ProcessHandle own = ProcessHandle.current();
    return Stream.concat(Stream.of(own), own.descendants())
        .map(ProcessHandle::info)
        .map(ProcessHandle.Info::commandLine)
        .flatMap(Optional::stream)
        .collect(Collectors.joining("\n"));
  }

  /** The places, by their names, where {@code text} can be read. */
  List<String> of(String text) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> holds(file, text))
          .map(file -> file.getFileName().toString())
          .toList();
    }
  }

  private static boolean holds(Path file, String text) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    ROOT.setLevel(before);
    ROOT.detachAppender(log);
    ROOT.iteratorForAppenders().forEachRemaining(Appender::clearAllFilters);
    log.stop();
  }
}
