package io.tern.orchestrator.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What fuzzing begins with and what it has found, without the fuzzer. */
class SeedsTest {

  @ParameterizedTest
  @EnumSource
  void everySeedIsReadOrRefused(Fuzzed parser) throws Exception {
    assertThat(parser.files()).hasSizeGreaterThan(2);
    for (Path seed : parser.files()) {
      byte[] input = Files.readAllBytes(seed);
      assertThatCode(() -> parser.read(input)).as("%s", seed).doesNotThrowAnyException();
    }
  }
}
