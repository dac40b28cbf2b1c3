package io.tern.orchestrator.fuzz;

import io.tern.orchestrator.api.delegation.ProxyFuzz;
import io.tern.orchestrator.api.submission.SubmissionFuzz;
import io.tern.orchestrator.api.submission.UrlFuzz;
import io.tern.orchestrator.config.DurationFuzz;
import io.tern.orchestrator.security.certificate.AttributesFuzz;
import io.tern.orchestrator.security.token.TokenFuzz;
import io.tern.storage.webdav.MarkersFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The parsers that read what anybody may have written. */
enum Fuzzed {
  SUBMISSION(SubmissionFuzz.class, SubmissionFuzz::fuzzerTestOneInput),
  URL(UrlFuzz.class, UrlFuzz::fuzzerTestOneInput),
  DURATION(DurationFuzz.class, DurationFuzz::fuzzerTestOneInput),
  TOKEN(TokenFuzz.class, TokenFuzz::fuzzerTestOneInput),
  PROXY(ProxyFuzz.class, ProxyFuzz::fuzzerTestOneInput),
  ATTRIBUTES(AttributesFuzz.class, AttributesFuzz::fuzzerTestOneInput),
  MARKERS(MarkersFuzz.class, MarkersFuzz::fuzzerTestOneInput);

  final Class<?> target;
  private final Consumer<byte[]> parser;

  Fuzzed(Class<?> target, Consumer<byte[]> parser) {
    this.target = target;
    this.parser = parser;
  }

  /** What it is fed with first, and what has once broken it. */
  Path seeds() {
    return Path.of("src", "test", "resources", "fuzz", target.getSimpleName());
  }

  List<Path> files() {
    try (Stream<Path> files = Files.list(seeds())) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  void read(byte[] input) {
    parser.accept(input);
  }
}
