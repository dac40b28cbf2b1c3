package io.tern.loadtest.farm.rule;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How the storages behave that {@code hosts} names. A number of 0 or an absent one takes the
 * default.
 *
 * @param hosts their addresses, all by default
 * @param dialect {@code xrootd} by default
 * @param latencyMs milliseconds before a COPY begins and before any other answer, 0 by default
 * @param inBytesPerSecond what comes in over all copies, no bound by default
 * @param outBytesPerSecond what goes out over all copies, no bound by default
 * @param copyBytesPerSecond what one copy moves at most, no bound by default
 * @param markerMs milliseconds between performance markers, 5,000 by default
 * @param stallMs milliseconds without bytes after which a copy fails, 60,000 by default
 * @param maxCopies copies run as active side; beyond it COPY is refused; no bound by default
 * @param spaceBytes room for what is copied to the storage, no bound by default
 * @param strictParents a pull into a directory that was never made is refused
 */
public record StorageRule(
    Glob hosts,
    DialectName dialect,
    long latencyMs,
    @JsonProperty("in_bytes_per_s") double inBytesPerSecond,
    @JsonProperty("out_bytes_per_s") double outBytesPerSecond,
    @JsonProperty("copy_bytes_per_s") double copyBytesPerSecond,
    long markerMs,
    long stallMs,
    int maxCopies,
    long spaceBytes,
    boolean strictParents) {
  public static final StorageRule DEFAULT =
      new StorageRule(Glob.ANY, DialectName.XROOTD, 0, 0, 0, 0, 0, 0, 0, 0, false);

  /** What the file leaves out comes as null or 0. */
  public StorageRule {
    hosts = hosts == null ? Glob.ANY : hosts;
    dialect = dialect == null ? DialectName.XROOTD : dialect;
    inBytesPerSecond = unboundedIfZero("in_bytes_per_s", inBytesPerSecond);
    outBytesPerSecond = unboundedIfZero("out_bytes_per_s", outBytesPerSecond);
    copyBytesPerSecond = unboundedIfZero("copy_bytes_per_s", copyBytesPerSecond);
    markerMs = markerMs == 0 ? 5_000 : markerMs;
    stallMs = stallMs == 0 ? 60_000 : stallMs;
    maxCopies = maxCopies == 0 ? Integer.MAX_VALUE : maxCopies;
    spaceBytes = spaceBytes == 0 ? Long.MAX_VALUE : spaceBytes;
    positive("latency_ms + 1", latencyMs + 1);
    positive("marker_ms", markerMs);
    positive("stall_ms", stallMs);
    positive("max_copies", maxCopies);
    positive("space_bytes", spaceBytes);
  }

  private static double unboundedIfZero(String name, double value) {
    positive(name, value == 0 ? 1 : value);
    return value == 0 ? Double.POSITIVE_INFINITY : value;
  }

  private static void positive(String name, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException("storages." + name + ": " + value + " (expected: > 0)");
    }
  }
}
