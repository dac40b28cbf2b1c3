package io.tern.loadtest.scheduling.bound;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Solutions of large problems, a compressed file each, so that none is solved twice: traces share
 * them, and a command that was interrupted has those that it found before. Thread-safe.
 */
public final class Solutions {
  private final Optional<Path> directory;
  private final Map<String, Object> locks = new ConcurrentHashMap<>();

  private Solutions(Optional<Path> directory) {
    this.directory = directory;
  }

  /** Nothing is kept. */
  public static Solutions unkept() {
    return new Solutions(Optional.empty());
  }

  /**
   * @param directory made when something is kept
   */
  public static Solutions in(Path directory) {
    return new Solutions(Optional.of(directory));
  }

  Solution of(Problem problem) throws IOException {
    return directory.isPresent() && problem.isLarge()
        ? kept(problem, directory.get())
        : problem.solve();
  }

  /** Whoever wants the same as another waits for him. */
  private Solution kept(Problem problem, Path directory) throws IOException {
    String name = problem.name();
    synchronized (locks.computeIfAbsent(name, any -> new Object())) {
      Path file = directory.resolve(name + ".gz");
      if (Files.exists(file)) {
        return read(file);
      }
      Solution solution = problem.solve();
      Files.createDirectories(directory);
      write(solution, file);
      return solution;
    }
  }

  private static Solution read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file))))) {
      return Solution.read(in);
    } catch (IOException e) {
      throw new IOException(file + ": not a kept bound; delete it to have it found anew", e);
    }
  }

  /** The file is there whole or not at all. */
  private static void write(Solution solution, Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(part))))) {
      solution.write(out);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
