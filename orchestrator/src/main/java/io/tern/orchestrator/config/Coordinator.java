package io.tern.orchestrator.config;

import java.time.Duration;

/**
 * How the leader works and is chosen.
 *
 * @param lease how long an agent's attempts outlive its last heartbeat, 15 s to 1 h
 * @param heartbeat of agents, at most a tenth of the lease
 * @param stepRecords a step writes at most so many, 10 to 10,000
 * @param commandsShare of a step's input while reports wait too, above 0 and below 1
 * @param commandsLag commands not yet applied beyond which submissions get 503
 * @param electionTimeout silence of the leader after which the first follower claims
 * @param electionPause added for each rank below the first
 */
public record Coordinator(
    Duration lease,
    Duration heartbeat,
    int stepRecords,
    double commandsShare,
    long commandsLag,
    Duration electionTimeout,
    Duration electionPause) {
  static final Coordinator DEFAULTS =
      new Coordinator(
          Duration.ofMinutes(5),
          Duration.ofSeconds(1),
          4_000,
          0.5,
          100_000,
          Duration.ofSeconds(5),
          Duration.ofSeconds(1));

  public Coordinator {
    Check.range("lease", lease, Duration.ofSeconds(15), Duration.ofHours(1));
    Check.range("heartbeat", heartbeat, Duration.ofMillis(100), lease.dividedBy(10));
    Check.range("stepRecords", stepRecords, 10, 10_000);
    Check.that(
        commandsShare > 0 && commandsShare < 1, "commandsShare", commandsShare, "above 0, below 1");
    Check.range("commandsLag", commandsLag, 100, 100_000_000);
    Check.range("electionTimeout", electionTimeout, Duration.ofSeconds(2), Duration.ofMinutes(5));
    Check.range("electionPause", electionPause, Duration.ofMillis(100), Duration.ofMinutes(1));
  }
}
