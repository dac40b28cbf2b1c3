package io.tern.loadtest.scheduling.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.loadtest.scheduling.plant.Physics;
import io.tern.loadtest.scheduling.plant.Plant;
import io.tern.loadtest.scheduling.plant.PlantMaker;
import io.tern.loadtest.scheduling.plant.Topology;
import io.tern.loadtest.scheduling.trace.Trace;
import io.tern.loadtest.scheduling.trace.Traces;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourcesTest {
  private static final Physics PHYSICS = Physics.defaults();

  @TempDir Path directory;

  @ParameterizedTest
  @FieldSource("io.tern.loadtest.scheduling.trace.Traces#NAMES")
  void whatIsExportedReadsAsTheSame(String name) throws IOException {
    Plant plant = PlantMaker.make(Topology.S, PHYSICS, 7);
    Trace trace = Traces.of(name);

    Sources.export(plant, trace, directory);

    String file = directory.resolve("trace-" + name.replace(':', '-') + ".yaml").toString();
    assertThat(Sources.trace(file)).isEqualTo(trace);
    assertThat(Sources.plant(directory.resolve("plant-S.yaml").toString(), 7, PHYSICS))
        .isEqualTo(plant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"S", "W"})
  void theSameSeedGivesTheSamePlantAndAnotherSeedAnother(String set) throws IOException {
    Plant plant = Sources.plant(set, 1, PHYSICS);

    assertThat(Sources.plant(set, 1, PHYSICS)).isEqualTo(plant);
    assertThat(Sources.plant(set, 2, PHYSICS).paths()).isNotEqualTo(plant.paths());
  }

  @Test
  void theSetsHaveTheirSizes() throws IOException {
    assertThat(Sources.plant("S", 1, PHYSICS).storages()).hasSize(35);
    assertThat(Sources.plant("S", 1, PHYSICS).paths()).hasSizeBetween(270, 310);
    assertThat(Sources.plant("W", 1, PHYSICS).storages()).hasSize(300);
    assertThat(Sources.plant("W", 1, PHYSICS).paths()).hasSizeBetween(5_500, 6_500);
    assertThat(Sources.plant("H", 1, PHYSICS).paths()).hasSizeBetween(9_000, 11_000);
    assertThat(Sources.plant("X", 1, PHYSICS).storages()).hasSize(1_000);
    assertThat(Sources.plant("X", 1, PHYSICS).paths()).hasSizeBetween(95_000, 105_000);
  }
}
