package io.tern.loadtest.scheduling.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tern.loadtest.scheduling.plant.Physics;
import io.tern.loadtest.scheduling.plant.Plant;
import io.tern.loadtest.scheduling.plant.PlantMaker;
import io.tern.loadtest.scheduling.plant.Topology;
import io.tern.loadtest.scheduling.trace.Traces;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SolutionsTest {
  private static final double WHOLE = 1;

  @TempDir private Path directory;

  private static Problem problem(Topology shape, long seed, double part) {
    Plant plant = PlantMaker.make(shape, Physics.defaults(), seed);
    double[] capacity = new double[2 * plant.storages().size()];
    Arrays.setAll(
        capacity, end -> part * plant.storages().get(end / 2).gbps() * Plant.BYTES_PER_MS);
    return new Problem(plant, Offer.of(plant, Traces.of("T2")), capacity, true);
  }

  private static Problem large() {
    return problem(new Topology("M", 1, 40, 90, 0.7, 8, 4, 1), 1, WHOLE);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  private static void assertSame(Solution one, Solution other) {
    assertThat(one.most()).isEqualTo(other.most());
    assertThat(one.linkFair()).isEqualTo(other.linkFair());
    assertThat(one.fair()).isDeepEqualTo(other.fair());
    assertThat(one.places()).isEqualTo(other.places());
  }

  @Test
  void aLargeProblemIsSolvedOnceAndThenReadByWhoeverComes() throws IOException {
    Solution solved = Solutions.in(directory).of(large());
    assertThat(files()).hasSize(1);

    assertSame(Solutions.in(directory).of(large()), solved);

    Solution another = new Solution(1, 2, new double[][] {{3}}, new double[] {4});
    try (DataOutputStream out =
        new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(files().getFirst())))) {
      another.write(out);
    }
    assertSame(Solutions.in(directory).of(large()), another);
  }

  @Test
  void aFileThatWasCutIsNamed() throws IOException {
    Path file = directory.resolve(large().name() + ".gz");
    Files.write(file, new byte[] {31, -117, 8});

    assertThatThrownBy(() -> Solutions.in(directory).of(large()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("delete it");
  }

  @Test
  void smallOnesAreSolvedAnew() throws IOException {
    Solutions.in(directory).of(problem(Topology.S, 1, WHOLE));

    assertThat(files()).isEmpty();
  }

  @Test
  void problemsHaveOneNameIfNothingDiffers() {
    String name = problem(Topology.S, 1, WHOLE).name();

    assertThat(problem(Topology.S, 1, WHOLE).name()).isEqualTo(name);
    assertThat(problem(Topology.S, 2, WHOLE).name()).isNotEqualTo(name);
    assertThat(problem(Topology.S, 1, 0.9).name()).isNotEqualTo(name);
  }
}
