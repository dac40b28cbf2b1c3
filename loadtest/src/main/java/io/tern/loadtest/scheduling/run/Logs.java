package io.tern.loadtest.scheduling.run;

import io.tern.loadtest.scheduling.policy.Replay;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The decision logs of runs, a compressed file each. */
record Logs(Path directory) {
  private static final int BUFFER = 1 << 16;

  DataOutputStream write(Case one) throws IOException {
    Files.createDirectories(directory);
    return new DataOutputStream(
        new BufferedOutputStream(
            new GZIPOutputStream(Files.newOutputStream(file(one)), BUFFER), BUFFER));
  }

  /**
   * Lets a fresh policy decide again, by what it heard in the run.
   *
   * @return how many entries the log has
   * @throws IllegalStateException if it decides otherwise
   */
  long replay(Case one, Runner runner) throws IOException {
    try (InputStream log =
        new BufferedInputStream(
            new GZIPInputStream(Files.newInputStream(file(one)), BUFFER), BUFFER)) {
      return new Replay(log, runner.policy(one.policy())).run();
    }
  }

  private Path file(Case one) {
    String name =
        "%s-%d-%s-%s-%dms.log.gz"
            .formatted(one.plant(), one.seed(), one.trace(), one.policy(), one.lengthMs());
    return directory.resolve(name.replaceAll("[^\\w.-]", "-"));
  }
}
