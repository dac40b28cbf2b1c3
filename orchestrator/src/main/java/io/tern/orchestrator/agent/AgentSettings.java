package io.tern.orchestrator.agent;

import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.storage.CopyRequest.Limits;
import io.tern.storage.Storage.Wanted;
import java.time.Duration;

/**
 * How one agent works.
 *
 * @param name unique among the agents of one Tern; stays the same over restarts
 * @param capacity copies at once, >= 1
 * @param tapeCapacity files on their way from or to tape at once, >= 1
 * @param loops event loops that attempts are spread over, >= 1
 * @param tick how often time limits are looked at
 * @param heartbeat between two heartbeats
 * @param fresh nothing is started while the last acknowledged heartbeat is older
 * @param lease everything is stopped once the last acknowledged heartbeat is that old
 * @param spool reports that may wait for Kafka before nothing new is started
 * @param seen attempts remembered so that each is acted on once
 * @param beatBytes attempts whose bytes one heartbeat may carry
 * @param limits time limits of an attempt's parts
 */
public record AgentSettings(
    String name,
    int capacity,
    int tapeCapacity,
    int loops,
    Duration tick,
    Duration heartbeat,
    Duration fresh,
    Duration lease,
    int spool,
    int seen,
    int beatBytes,
    TimeLimits limits) {

  public AgentSettings {
    requirePositive("capacity", capacity);
    requirePositive("tapeCapacity", tapeCapacity);
    requirePositive("loops", loops);
    requirePositive("spool", spool);
    requirePositive("seen", seen);
    if (name.isBlank()) {
      throw new IllegalArgumentException("agent name: '" + name + "' (expected: not blank)");
    }
    if (lease.compareTo(fresh) <= 0) {
      throw new IllegalArgumentException("lease: " + lease + " (expected: > fresh " + fresh + ")");
    }
  }

  /** The defaults of the design, for an agent of that name and capacity of either kind. */
  public static AgentSettings of(String name, int capacity) {
    return new AgentSettings(
        name,
        capacity,
        capacity,
        2,
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        Duration.ofMinutes(5),
        100_000,
        1_000_000,
        1_000,
        TimeLimits.DEFAULT);
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: >= 1)");
    }
  }

  /**
   * How long the parts of an attempt may take. The defaults of base, perMiB, metadata and checksum
   * are those of FTS's agent.
   *
   * @param base of a copy without a time-out of its own
   * @param perMiB added to base for each started MiB
   * @param metadata a stat without checksum, a delete, the making of parents
   * @param checksum a stat with a checksum, which a storage may have to compute
   * @param firstByte from COPY to the first byte of the answer
   * @param marker without any byte of the answer
   * @param stall without a byte moved
   * @param quiet a destination must not have changed for at least that long to be at rest
   * @param quietAtMost until a destination that does not come to rest ends the attempt as unknown
   * @param firstPoll between the first two questions to a tape; doubles up to lastPoll
   * @param lastPoll between two questions to a tape at most
   */
  public record TimeLimits(
      Duration base,
      Duration perMiB,
      Duration metadata,
      Duration checksum,
      Duration firstByte,
      Duration marker,
      Duration stall,
      Duration quiet,
      Duration quietAtMost,
      Duration firstPoll,
      Duration lastPoll) {
    public static final TimeLimits DEFAULT =
        new TimeLimits(
            Duration.ofSeconds(600),
            Duration.ofSeconds(2),
            Duration.ofSeconds(300),
            Duration.ofSeconds(1800),
            Duration.ofSeconds(120),
            Duration.ofSeconds(180),
            Duration.ofSeconds(600),
            Duration.ofSeconds(15),
            Duration.ofSeconds(3600),
            Duration.ofSeconds(5),
            Duration.ofSeconds(600));

    private static final long MIB = 1 << 20;

    Limit stat(Wanted wanted, Side side, Phase phase) {
      return wanted.something()
          ? new Limit(checksum, side, phase, "Checksum")
          : new Limit(metadata, side, phase, "Stat");
    }

    /** More than all steps of an attempt but the copy itself may take, each within its limit. */
    Duration shortSteps() {
      return metadata.multipliedBy(8).plus(checksum.multipliedBy(3));
    }

    /** Of a copy of {@code size} bytes whose user asked for {@code timeoutS}, 0 for by size. */
    Limits copy(long size, int timeoutS) {
      long mebibytes = (Math.max(size, 0) + MIB - 1) / MIB;
      Duration total =
          timeoutS > 0 ? Duration.ofSeconds(timeoutS) : base.plus(perMiB.multipliedBy(mebibytes));
      return new Limits(firstByte, marker, stall, total);
    }
  }
}
