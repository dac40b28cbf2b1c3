package io.tern.loadtest.bench;

import io.tern.loadtest.process.Child;
import io.tern.loadtest.rig.Rig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Copies by gfal2 in processes of their own, from the Debian packages. */
record GfalCopies(Rig rig) {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int PARALLEL = 4;
  private static final String PYTHON = "/usr/bin/python3";

  /** One copy with all the questions that FTS's agent asks around it. */
  void asFts(String source, String destination) throws IOException {
    Path script = rig.path("fts-transfer.py");
    try (InputStream text = GfalCopies.class.getResourceAsStream("fts-transfer.py")) {
      Files.copy(text, script, StandardCopyOption.REPLACE_EXISTING);
    }
    run(PYTHON, script.toString(), source, destination);
  }

  /** Copies a second by {@code gfal-copy}, four processes at a time. */
  double perSecond(long count, String source, String destination)
      throws IOException, InterruptedException {
    AtomicLong copied = new AtomicLong();
    long start = System.nanoTime();
    try (ExecutorService processes = Executors.newFixedThreadPool(PARALLEL)) {
      for (long n = 0; n < count; n++) {
        String name = destination + n;
        processes.execute(() -> copy(source, name, copied));
      }
      processes.shutdown();
      boolean unused = processes.awaitTermination(PATIENCE.toMinutes() * 5, TimeUnit.MINUTES);
    }
    if (copied.get() < count) {
      throw new IOException("gfal-copy: " + copied + " of " + count + "; see " + output());
    }
    return count * 1e9 / (System.nanoTime() - start);
  }

  private void copy(String source, String destination, AtomicLong copied) {
    try {
      run("/usr/bin/gfal-copy", source, destination);
      copied.incrementAndGet();
    } catch (IOException e) {
      // Counted by its absence.
    }
  }

  private void run(String... command) throws IOException {
    int code =
        Child.run(
            Stream.concat(Stream.of("/usr/bin/env", "GFAL_PYTHONBIN=" + PYTHON), Stream.of(command))
                .toList(),
            output(),
            PATIENCE);
    if (code != 0) {
      throw new IOException(
          List.of(command) + ": exit " + code + " (install gfal2-util-scripts): " + output());
    }
  }

  private Path output() {
    return rig.path("gfal.out");
  }
}
