package io.tern.orchestrator.coordinator;

import io.tern.ledger.Rules;
import io.tern.orchestrator.event.EventSettings;
import io.tern.setting.Setting;
import java.time.Duration;
import java.util.List;

/**
 * What the coordinator goes by.
 *
 * @param node this node's name, unique in the service
 * @param pause that this node lets others go first when a leader is lost
 * @param hold begin with the scheduler on hold, until it is let go
 * @param lease after which a silent agent's attempts are lost; agents count it 30 s shorter
 * @param heartbeatFresh an agent silent for longer gets nothing new
 * @param leaderSilence after which a follower claims
 * @param mostRecords that one step may write
 * @param mostCommands that one step takes
 * @param maxClockSkew between this node and the broker; a node further off does not lead
 * @param settings from this node's file: put where nothing of their name is set when it leads
 */
public record CoordinatorSettings(
    String node,
    Duration pause,
    boolean hold,
    Duration lease,
    Duration heartbeatFresh,
    Duration leaderSilence,
    int mostRecords,
    int mostCommands,
    Duration maxClockSkew,
    Rules rules,
    List<Setting> settings,
    EventSettings events,
    RetentionSettings retention) {

  public CoordinatorSettings {
    settings = List.copyOf(settings);
  }

  /** Records after which a step takes no more reports: what falls due and starts has room too. */
  int mostReported() {
    return mostRecords / 2;
  }

  /** Records after which it starts nothing more and takes no more commands. */
  int mostDecided() {
    return mostRecords * 3 / 4;
  }
}
