package io.tern.orchestrator.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.AssertionFailedError;

/** A file system with room for one megabyte. */
record Tmpfs(Path directory) implements AutoCloseable {

  /** Laid over a directory, of its parent's owner. Only root may do that. */
  static Tmpfs over(Path directory) throws IOException, InterruptedException {
    UserPrincipal owner = Files.getOwner(directory.getParent());
    if (run("mount", "-t", "tmpfs", "-o", "size=1m,mode=777", "tmpfs", directory.toString()) != 0) {
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
