package io.tern.orchestrator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.AssertionFailedError;

/** A file system that is soon full. */
public record Tmpfs(Path directory) implements AutoCloseable {

  /** Laid over a directory, of its parent's owner. Only root may do that. */
  public static Tmpfs over(Path directory, int megabytes) throws IOException, InterruptedException {
    UserPrincipal owner = Files.getOwner(directory.getParent());
    String options = "size=%dm,mode=777".formatted(megabytes);
    if (run("mount", "-t", "tmpfs", "-o", options, "tmpfs", directory.toString()) != 0) {
      String missing = "skipped: install util-linux and run as root, who may mount";
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionFailedError(missing);
      }
      Assumptions.abort(missing);
    }
    Files.setOwner(directory, owner);
    return new Tmpfs(directory);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    run("umount", "-l", directory.toString());
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
