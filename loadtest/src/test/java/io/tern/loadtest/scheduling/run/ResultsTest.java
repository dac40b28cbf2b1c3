package io.tern.loadtest.scheduling.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tern.loadtest.scheduling.measure.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
  @TempDir Path directory;

  @Test
  void knowsTheRunsOfAnInterruptedBatchAndForgetsALineThatWasCutOff() throws IOException {
    Path file = directory.resolve("results.json");
    new Results(file).add(one(1), score(0.5), 2);
    Files.writeString(file, "{\"plant\":\"S\",\"se", StandardOpenOption.APPEND);

    Results results = new Results(file);
    assertThat(results.has(one(1))).isTrue();
    assertThat(results.has(one(2))).isFalse();

    results.add(one(2), score(0.7), 2);
    assertThat(Files.readAllLines(file))
        .hasSize(2)
        .allSatisfy(
            line -> assertThat(line).contains("\"goodput_b1\":", "\"jain_60\":", "\"t95_s\":"));
    assertThat(new Table(new Results(file).lines()).text())
        .contains("| T2 | ours | 0.600 ± 1.271 |");
  }

  /** Three numbers 1, 2, 3: a standard error of 1/sqrt(3), times 4.303 for two degrees. */
  @Test
  void theIntervalIsStudents() {
    Sample sample = new Sample();
    sample.add(1);
    sample.add(2);
    sample.add(3);

    assertThat(sample.mean()).isEqualTo(2);
    assertThat(sample.interval()).isCloseTo(4.303 / Math.sqrt(3), within(1e-9));
  }

  private static Case one(long seed) {
    return new Case("S", seed, "T2", "ours", 3_600_000);
  }

  private static Score score(double goodput) {
    return new Score(goodput, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }
}
