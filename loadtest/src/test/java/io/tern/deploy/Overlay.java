package io.tern.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.tern.loadtest.process.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.AssertionFailedError;

/** An overlay of {@code deploy/kustomize}, rendered by {@code $KUBECTL}, or the one installed. */
final class Overlay {
  private static final Path KUBECTL =
      Path.of(System.getenv().getOrDefault("KUBECTL", "/usr/bin/kubectl"));
  private static final String MISSING = "skipped: install kubernetes-client";

  private Overlay() {}

  static List<JsonNode> rendered(String overlay, Path directory) throws IOException {
    if (!Files.isExecutable(KUBECTL)) {
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionFailedError(MISSING);
      }
      Assumptions.abort(MISSING);
    }
    Path folder = Path.of("../deploy/kustomize/overlays", overlay);
    Path text = directory.resolve(overlay + ".yaml");
    List<String> render = List.of(KUBECTL.toString(), "kustomize", folder.toString());
    int exit = Child.run(render, text, Duration.ofSeconds(30));
    assertThat(exit).as(Files.readString(text)).isZero();
    YAMLMapper yaml = new YAMLMapper();
    try (var resources = yaml.readerFor(JsonNode.class).<JsonNode>readValues(text.toFile())) {
      return resources.readAll();
    }
  }
}
