package io.tern.loadtest.process;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The kernel's account of a process and all its descendants. */
public record ProcessAccount(long pid) {
  /** {@code USER_HZ} is 100 on every Linux that runs Java. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int UTIME_AFTER_NAME = 11;

  /**
   * Processor seconds used so far, user and system: of the process, of its descendants that live,
   * and of those that ended and were waited for.
   */
  public double cpuSeconds() {
    return tree().mapToDouble(ProcessAccount::cpuSecondsOf).sum();
  }

  /** Resident bytes of the process and its descendants. */
  public long residentBytes() {
    return tree().mapToLong(ProcessAccount::residentBytesOf).sum();
  }

  /** Resident bytes of the process alone. */
  public long ownResidentBytes() {
    return residentBytesOf(pid);
  }

  private Stream<Long> tree() {
    Optional<ProcessHandle> root = ProcessHandle.of(pid);
    return root.stream()
        .flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants()))
        .map(ProcessHandle::pid);
  }

  /** Fields 14 to 17 of proc(5) stat; the name before them may hold blanks and brackets. */
  private static double cpuSecondsOf(long pid) {
    String stat = readOrEmpty(Path.of("/proc/" + pid + "/stat"));
    if (stat.isEmpty()) {
      return 0;
    }
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = 0;
    for (int i = UTIME_AFTER_NAME; i < UTIME_AFTER_NAME + 4; i++) {
      ticks += Long.parseLong(fields[i]);
    }
    return ticks / TICKS_PER_SECOND;
  }

  private static long residentBytesOf(long pid) {
    return readOrEmpty(Path.of("/proc/" + pid + "/status"))
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .sum();
  }

  /** A process that ended since it was listed has no files. */
  private static String readOrEmpty(Path file) {
    try {
      return Machine.read(file);
    } catch (UncheckedIOException e) {
      return "";
    }
  }
}
