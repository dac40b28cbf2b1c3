package io.tern.orchestrator.view;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the database under a store, or makes it anew where the old one cannot be believed. */
final class Opening {
  private static final Logger log = LoggerFactory.getLogger(Opening.class);
  private static final String CONDEMNED = "CONDEMNED";

  private final Path path;
  private final Origin expected;
  private final StoreSettings settings;
  private final long nowMs;

  Opening(Path path, Origin expected, StoreSettings settings, long nowMs) {
    this.path = path;
    this.expected = expected;
    this.settings = settings;
    this.nowMs = nowMs;
  }

  /** A file outside the database, so that it can be written when the database cannot. */
  static void condemn(Path path, String reason) {
    try {
      Files.writeString(path.resolve(CONDEMNED), reason);
    } catch (IOException e) {
      throw new UncheckedIOException("condemn store " + path, e);
    }
  }

  Disk open() {
    try {
      Path mark = path.resolve(CONDEMNED);
      if (Files.exists(mark)) {
        return anew("it was condemned: " + Files.readString(mark));
      }
      Disk disk = Disk.open(path, settings);
      Optional<String> flaw = flaw(disk);
      if (flaw.isEmpty()) {
        return disk;
      }
      disk.close();
      return anew(flaw.get());
    } catch (Disk.Unreadable e) {
      return anew("it is unreadable: " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("open store " + path, e);
    }
  }

  private Optional<String> flaw(Disk disk) {
    byte[] origin = disk.meta(Progress.ORIGIN_KEY);
    if (origin == null) {
      sign(disk);
      return Optional.empty();
    }
    byte[] own = Progress.bytes(expected);
    if (!Arrays.equals(origin, own)) {
      return Optional.of("origin: " + legible(origin) + " (expected: " + legible(own) + ")");
    }
    byte[] applied = disk.meta(Progress.KEY);
    return applied == null ? Optional.empty() : stale(Progress.applied(applied));
  }

  private static String legible(byte[] origin) {
    return new String(origin, StandardCharsets.UTF_8).replace('\n', '/');
  }

  private Optional<String> stale(Applied applied) {
    Duration age = Duration.ofMillis(nowMs - applied.recordMs());
    return age.compareTo(settings.staleAfter()) <= 0
        ? Optional.empty()
        : Optional.of(
            "age of the last record: " + age + " (expected: " + settings.staleAfter() + ")");
  }

  private Disk anew(String reason) {
    log.warn("local store {} is made anew: {}", path, reason);
    try {
      Disk.destroy(path);
      Files.deleteIfExists(path.resolve(CONDEMNED));
      Disk disk = Disk.open(path, settings);
      sign(disk);
      return disk;
    } catch (Disk.Unreadable | IOException e) {
      throw new IllegalStateException("store " + path + " cannot be made anew", e);
    }
  }

  private void sign(Disk disk) {
    try (WriteBatch batch = new WriteBatch()) {
      disk.putMeta(batch, Progress.ORIGIN_KEY, Progress.bytes(expected));
      disk.write(batch);
    } catch (RocksDBException e) {
      throw Disk.failed("sign store " + path, e);
    }
  }
}
