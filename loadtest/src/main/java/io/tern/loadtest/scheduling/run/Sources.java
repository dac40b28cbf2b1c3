package io.tern.loadtest.scheduling.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.tern.job.StorageName;
import io.tern.loadtest.scheduling.plant.Physics;
import io.tern.loadtest.scheduling.plant.Plant;
import io.tern.loadtest.scheduling.plant.PlantMaker;
import io.tern.loadtest.scheduling.plant.Topology;
import io.tern.loadtest.scheduling.trace.Demand;
import io.tern.loadtest.scheduling.trace.Trace;
import io.tern.loadtest.scheduling.trace.Traces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Plants and traces by name, or from YAML files in the form of their records. */
final class Sources {
  static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory())
          .addMixIn(Demand.class, DemandByKind.class)
          .addMixIn(StorageName.class, Text.class);

  /** A demand says of which kind it is. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Demand.Saturating.class, name = "saturating"),
    @JsonSubTypes.Type(value = Demand.Open.class, name = "open")
  })
  private interface DemandByKind {}

  /** A storage's name is a text. */
  private abstract static class Text {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    Text(String value) {}

    @JsonValue
    abstract String value();
  }

  private Sources() {}

  /** A set's plant of a seed; or the one in a file, where the seed is for chance alone. */
  static Plant plant(String name, long seed, Physics physics) throws IOException {
    if (!isFile(name)) {
      return PlantMaker.make(Topology.of(name), physics, seed);
    }
    Plant plant = YAML.readValue(Path.of(name).toFile(), Plant.class);
    return new Plant(plant.name(), seed, plant.physics(), plant.storages(), plant.paths());
  }

  static Trace trace(String name) throws IOException {
    return isFile(name) ? YAML.readValue(Path.of(name).toFile(), Trace.class) : Traces.of(name);
  }

  private static boolean isFile(String name) {
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  /** Writes a plant and a trace as files to begin one's own with. */
  static void export(Plant plant, Trace trace, Path directory) throws IOException {
    Files.createDirectories(directory);
    YAML.writeValue(directory.resolve("plant-" + plant.name() + ".yaml").toFile(), plant);
    String name = trace.name().replace(':', '-');
    YAML.writeValue(directory.resolve("trace-" + name + ".yaml").toFile(), trace);
  }
}
