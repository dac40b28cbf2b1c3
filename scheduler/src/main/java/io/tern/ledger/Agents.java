package io.tern.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who can take attempts: the agents that have been heard of, how much each carries, and until when
 * its lease runs. Times are monotonic milliseconds of this process; a new leader starts all leases
 * afresh.
 */
public final class Agents {
  private final Map<String, Agent> agents = new HashMap<>();
  private final long leaseMs;
  private final long freshMs;
  private Predicate<String> drained = name -> false;

  /**
   * @param leaseMs after which an agent that was not heard of is lost; longer than the agent itself
   *     counts
   * @param freshMs an agent silent for longer gets nothing new
   */
  public Agents(long leaseMs, long freshMs) {
    this.leaseMs = leaseMs;
    this.freshMs = freshMs;
  }

  static final class Agent {
    final AgentId id;
    final ClockGap clock = new ClockGap();
    Capacity capacity = new Capacity(0, 0);
    int copies;
    int tapes;
    boolean draining;
    boolean drained;
    long heardMs;

    Agent(AgentId id, long heardMs) {
      this.id = id;
      this.heardMs = heardMs;
    }

    int attempts(Task task) {
      return task == Task.COPY ? copies : tapes;
    }

    void carries(Task task, int more) {
      if (task == Task.COPY) {
        copies = Math.max(0, copies + more);
      } else {
        tapes = Math.max(0, tapes + more);
      }
    }

    /** Of its places for such attempts, which part is taken. */
    double load(Task task) {
      return (double) attempts(task) / capacity.of(task);
    }
  }

  /**
   * A heartbeat or a hello.
   *
   * @return the earlier life of this agent that is lost by it, null if there is none
   */
  public @Nullable AgentId heard(AgentId id, Capacity capacity, boolean draining, long nowMs) {
    Agent known = agents.get(id.name());
    if (known != null && known.id.succeeds(id)) {
      return null;
    }
    boolean successor = known != null && id.succeeds(known.id);
    Agent agent = known == null || successor ? enrol(id, nowMs) : known;
    agent.heardMs = nowMs;
    agent.capacity = capacity;
    agent.draining = draining;
    return successor && known != null ? known.id : null;
  }

  /**
   * How far an agent's own clock is behind ours; empty for a life that is over, whose times nobody
   * knows any more.
   *
   * @param sentMs by the agent's clock, of the record that was last {@link #heard}
   */
  public OptionalLong behind(AgentId id, long sentMs) {
    Agent agent = agents.get(id.name());
    return agent == null || !agent.id.equals(id)
        ? OptionalLong.empty()
        : OptionalLong.of(agent.clock.behind(sentMs, agent.heardMs));
  }

  private Agent enrol(AgentId id, long nowMs) {
    Agent agent = new Agent(id, nowMs);
    agent.drained = drained.test(id.name());
    agents.put(id.name(), agent);
    return agent;
  }

  /** Which agents, by name, an operator lets take nothing new. */
  void drained(Predicate<String> names) {
    drained = names;
    agents.values().forEach(agent -> agent.drained = names.test(agent.id.name()));
  }

  /** Gives every agent its whole lease again: for time in which this process could not read. */
  public void excuse(long nowMs) {
    agents.values().forEach(agent -> agent.heardMs = nowMs);
  }

  /** Whether some agent's lease looks over; cheap, to be asked often. */
  public boolean mayExpire(long nowMs) {
    for (Agent agent : agents.values()) {
      if (nowMs - agent.heardMs > leaseMs) {
        return true;
      }
    }
    return false;
  }

  /** Agents whose lease is over; they are forgotten by this. */
  public List<AgentId> expire(long nowMs) {
    List<AgentId> lost = new ArrayList<>();
    for (Agent agent : agents.values()) {
      if (nowMs - agent.heardMs > leaseMs) {
        lost.add(agent.id);
      }
    }
    lost.forEach(id -> agents.remove(id.name()));
    return lost;
  }

  /** Copies that all agents may carry at once. */
  public int copies() {
    return agents.values().stream().mapToInt(agent -> agent.capacity.copies()).sum();
  }

  public int size() {
    return agents.size();
  }

  /** Of {@link #size}, those that were heard of lately. */
  public int heard(long nowMs) {
    return (int) agents.values().stream().filter(agent -> isFresh(agent, nowMs)).count();
  }

  /** The agent with the most room in proportion, null when none has any. */
  @Nullable AgentId withRoom(Task task, long nowMs) {
    Agent best = null;
    for (Agent agent : agents.values()) {
      if (takes(agent, task, nowMs) && (best == null || agent.load(task) < best.load(task))) {
        best = agent;
      }
    }
    return best == null ? null : best.id;
  }

  private boolean takes(Agent agent, Task task, long nowMs) {
    return !agent.draining
        && !agent.drained
        && agent.attempts(task) < agent.capacity.of(task)
        && isFresh(agent, nowMs);
  }

  private boolean isFresh(Agent agent, long nowMs) {
    return nowMs - agent.heardMs <= freshMs;
  }

  /** Whether it was heard of lately. */
  boolean isHeard(AgentId id, long nowMs) {
    Agent agent = agents.get(id.name());
    return agent != null && agent.id.equals(id) && isFresh(agent, nowMs);
  }

  /** An attempt is the agent's; one found at start-up makes its agent known, its lease afresh. */
  void carries(AgentId id, Task task, long nowMs) {
    if (id.equals(AgentId.NOBODY)) {
      return;
    }
    Agent known = agents.get(id.name());
    Agent agent = known == null || id.succeeds(known.id) ? enrol(id, nowMs) : known;
    if (agent.id.equals(id)) {
      agent.carries(task, 1);
    }
  }

  /** Whether a later life of it is known. */
  boolean isSucceeded(AgentId id) {
    Agent known = agents.get(id.name());
    return known != null && known.id.succeeds(id);
  }

  /** An attempt that it carried is over, or was lost. */
  void rid(AgentId id, Task task) {
    Agent agent = agents.get(id.name());
    if (agent != null && agent.id.equals(id)) {
      agent.carries(task, -1);
    }
  }
}
