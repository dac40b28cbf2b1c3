package io.tern.orchestrator.embedded;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keeps a directory to one broker process; the kernel frees it however that process ends. */
final class BrokerLock {
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final RandomAccessFile file;

  /** Another process has it. */
  static final class Held extends IOException {
    private static final long serialVersionUID = 1L;

    Held(String message) {
      super(message);
    }
  }

  private BrokerLock(RandomAccessFile file) {
    this.file = file;
  }

  /**
   * Takes the lock, after waiting for an older broker to leave. It is lost with the last reference
   * to what is returned.
   *
   * @throws Held naming the process that still holds it after {@code patience}
   */
  static BrokerLock take(Path file, Duration patience) throws IOException, InterruptedException {
    RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw");
    long deadline = System.nanoTime() + patience.toNanos();
    while (tryLock(opened) == null) {
      if (System.nanoTime() - deadline > 0) {
        throw new Held(
            file + ": held by process " + holder(opened) + " for " + patience.toSeconds() + " s");
      }
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    }
    opened.setLength(0);
    opened.write(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII));
    return new BrokerLock(opened);
  }

  void release() throws IOException {
    file.close();
  }

  private static @Nullable FileLock tryLock(RandomAccessFile opened) throws IOException {
    try {
      return opened.getChannel().tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static String holder(RandomAccessFile opened) throws IOException {
    opened.seek(0);
    String pid = opened.readLine();
    return pid == null ? "(unknown)" : pid;
  }
}
