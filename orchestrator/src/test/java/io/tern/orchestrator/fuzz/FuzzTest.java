package io.tern.orchestrator.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Feeds each parser for some time with what reaches more and more of its code, beginning with the
 * seeds and what earlier runs have found (in {@code target/fuzz}). Needs the profile {@code fuzz}.
 */
@Tag("fuzz")
class FuzzTest {
  private static final int SECONDS = Integer.getInteger("fuzz.seconds", 60);
  private static final int SLOW_START = 120;
  private static final String INSTRUMENTED =
      "io.tern.**:eu.emi.**:org.italiangrid.**:com.nimbusds.**:com.fasterxml.jackson.core.**";

  /** Netty does not start under it. */
  private static final String BROKEN_HOOKS =
      "com.code_intelligence.jazzer.sanitizers.UnsafeSanitizer";

  @ParameterizedTest
  @EnumSource
  void nothingBreaksIt(Fuzzed parser) throws Exception {
    Path directory =
        Files.createDirectories(
            Path.of("target", "fuzz", parser.name().toLowerCase(Locale.ROOT)).toAbsolutePath());
    Path output = directory.resolve("output");
    Process fuzzer =
        new ProcessBuilder(command(parser, directory))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = fuzzer.waitFor(SECONDS + SLOW_START, TimeUnit.SECONDS);
    fuzzer.destroyForcibly();

    assertThat(ended).as("in time; see %s", output).isTrue();
    assertThat(fuzzer.exitValue()).as("%s\n%s", output, end(output)).isZero();
  }

  private static List<String> command(Fuzzed parser, Path directory) throws IOException {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx1g",
        "-XX:+EnableDynamicAgentLoading",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        System.getProperty("java.class.path"),
        "com.code_intelligence.jazzer.Jazzer",
        "--target_class=" + parser.target.getName(),
        "--disabled_hooks=" + BROKEN_HOOKS,
        "--instrumentation_includes=" + INSTRUMENTED,
        "--instrumentation_excludes=io.tern.orchestrator.journal.wire.**",
        Files.createDirectories(directory.resolve("found")).toString(),
        parser.seeds().toAbsolutePath().toString(),
        "-max_total_time=" + SECONDS);
  }

  private static String end(Path output) throws IOException {
    byte[] all = Files.readAllBytes(output);
    int from = Math.max(0, all.length - 4_000);
    return new String(all, from, all.length - from, StandardCharsets.UTF_8);
  }
}
