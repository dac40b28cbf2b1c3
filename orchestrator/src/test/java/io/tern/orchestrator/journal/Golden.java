package io.tern.orchestrator.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A record as it must be read from, and written to, a file that never changes. With {@code
 * -Dgolden.write=DIR} the files that DIR lacks are made.
 *
 * @param name of the file
 */
public record Golden(String name, Message expected) {

  /** What the file holds. */
  public byte[] bytes() throws IOException {
    String file = "golden/level-1/" + name + ".bin";
    String directory = System.getProperty("golden.write", "");
    if (!directory.isEmpty()) {
      return written(Path.of(directory, file));
    }
    try (InputStream in = Golden.class.getClassLoader().getResourceAsStream(file)) {
      assertThat(in).as(file).isNotNull();
      return in.readAllBytes();
    }
  }

  private byte[] written(Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.createDirectories(file.getParent());
      Files.write(file, expected.toByteArray());
    }
    return Files.readAllBytes(file);
  }

  @Override
  public String toString() {
    return name;
  }
}
