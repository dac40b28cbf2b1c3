package io.tern.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.loadtest.process.Child;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.AssertionFailedError;

/** The Docker engine of this machine, and the image as {@code deploy/image/build} makes it. */
final class Engine {
  private static final String MISSING =
      "skipped: install docker.io and run dockerd; where no registry can be reached, also"
          + " debootstrap, for deploy/image/stand-in";
  private static final Duration A_WHILE = Duration.ofSeconds(20);
  private static final Duration BUILDING = Duration.ofMinutes(10);

  private final Path root;
  private final Path output;

  private Engine(Path directory) {
    root = Path.of("..").toAbsolutePath().normalize();
    output = directory.resolve("engine.log");
  }

  /**
   * Builds the image.
   *
   * @param directory for what the engine says
   * @return the image's name; without an engine the test is skipped, or fails where {@code CI} says
   *     that nothing may be skipped
   */
  static String image(Path directory) throws IOException {
    Engine engine = new Engine(directory);
    System.setProperty("api.version", engine.version());
    String name = "tern:test";
    engine.must(List.of(engine.script("stand-in")));
    engine.must(List.of(engine.script("build"), name));
    return name;
  }

  /** Of its interface; what a client asks for must not be newer. */
  private String version() throws IOException {
    List<String> ask = List.of("docker", "version", "--format", "api={{.Server.APIVersion}}");
    if (!isInstalled() || Child.run(ask, output, A_WHILE) != 0) {
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionFailedError(MISSING);
      }
      Assumptions.abort(MISSING);
    }
    return Files.readAllLines(output).stream()
        .filter(line -> line.startsWith("api="))
        .map(line -> line.substring("api=".length()))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isInstalled() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "docker")));
  }

  private String script(String name) {
    return root.resolve("deploy/image").resolve(name).toString();
  }

  private void must(List<String> command) throws IOException {
    int exit = Child.run(command, output, BUILDING);
    assertThat(exit).as("%s: %s", command, Files.readString(output)).isZero();
  }
}
