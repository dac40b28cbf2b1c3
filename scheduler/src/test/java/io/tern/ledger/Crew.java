package io.tern.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All agents, the messages on their way, and what the storages see of their attempts. */
final class Crew {
  private record Due(long ms, long number, Runnable action) {}

  /**
   * @param given the attempt that it hands over, null for none
   */
  record Mail(@Nullable Try given, Runnable read) {
    void lose(long nowMs) {
      if (given != null) {
        given.end(nowMs);
      }
    }
  }

  private final Random random;
  private final Consumer<Input> inbox;
  private final PriorityQueue<Due> dues =
      new PriorityQueue<>(Comparator.comparingLong(Due::ms).thenComparingLong(Due::number));
  private final Map<String, FakeAgent> agents = new TreeMap<>();
  private final Map<Long, List<Try>> copies = new HashMap<>();
  private final Map<AgentId, Long> lastDelivery = new HashMap<>();
  private long number;
  private long nowMs;
  private boolean behaved;

  Crew(Random random, long nowMs, Consumer<Input> inbox) {
    this.random = random;
    this.nowMs = nowMs;
    this.inbox = inbox;
    for (String name : List.of("a", "b", "c")) {
      hire(name);
    }
  }

  private void hire(String name) {
    AgentId id = new AgentId(name, "%08d".formatted(number++));
    agents.put(name, new FakeAgent(id, 2 + random.nextInt(8), this, random, nowMs));
  }

  long nowMs() {
    return nowMs;
  }

  boolean behaved() {
    return behaved;
  }

  void at(long ms, Runnable action) {
    dues.add(new Due(ms, number++, action));
  }

  void report(Input input) {
    inbox.accept(input);
  }

  /** Lets everything happen that falls due until then. */
  void advance(long untilMs) {
    while (!dues.isEmpty() && dues.peek().ms() <= untilMs) {
      Due due = dues.remove();
      nowMs = Math.max(nowMs, due.ms());
      due.action().run();
    }
    nowMs = untilMs;
  }

  long nextMs() {
    return dues.isEmpty() ? Long.MAX_VALUE : dues.peek().ms();
  }

  Collection<FakeAgent> agents() {
    return agents.values();
  }

  void start(Effect.Start start, long destination) {
    Try given = new Try(start, destination);
    if (start.task() == Task.COPY) {
      aloneAt(start, destination);
    }
    FakeAgent agent = agents.get(start.agent().name());
    if (!agent.id.equals(start.agent()) || agent.isDead()) {
      return;
    }
    if (start.task() == Task.COPY) {
      copies.computeIfAbsent(destination, d -> new ArrayList<>()).add(given);
    }
    send(agent, new Mail(given, () -> agent.begin(start, given)));
  }

  /** Only a copy that nobody heard the end of may still be at a destination, and must be told. */
  private void aloneAt(Effect.Start start, long destination) {
    List<Try> there = copies.computeIfAbsent(destination, d -> new ArrayList<>());
    there.removeIf(copy -> !copy.isLive(nowMs));
    for (Try copy : there) {
      Law.check(
          copy.transfer == start.transfer() && start.afterUnknown(),
          "%s starts while %d/%d is at its destination",
          start,
          copy.transfer,
          copy.attempt);
    }
  }

  /** Whether no earlier copy to the destination is at work any more. */
  boolean isQuiet(Try given) {
    return copies.getOrDefault(given.destination, List.of()).stream()
        .noneMatch(copy -> copy.attempt < given.attempt && copy.isLive(nowMs));
  }

  /** It was given up for good: what it may still do there is known to be a risk. */
  void givenUp(long transfer) {
    copies.values().forEach(there -> there.removeIf(copy -> copy.transfer == transfer));
  }

  void stop(Effect.Stop stop) {
    FakeAgent agent = agents.get(stop.agent().name());
    if (agent != null && agent.id.equals(stop.agent())) {
      send(agent, new Mail(null, () -> agent.stop(stop)));
    }
  }

  /** In order for each agent, each message with a delay of its own. */
  private void send(FakeAgent agent, Mail mail) {
    long at = Math.max(nowMs + random.nextInt(500), lastDelivery.getOrDefault(agent.id, 0L));
    lastDelivery.put(agent.id, at);
    at(at, () -> agent.take(mail));
  }

  /** Something happens to one of the agents. */
  void disturb() {
    List<String> names = List.copyOf(agents.keySet());
    FakeAgent agent = agents.get(names.get(random.nextInt(names.size())));
    switch (random.nextInt(4)) {
      case 0 -> restart(agent);
      case 1 -> agent.draining = !agent.draining;
      case 2 -> {
        if (!agent.cutOff && !agent.isDead()) {
          agent.cutOff();
        }
      }
      default -> reconnectOrDie(agent);
    }
  }

  private void reconnectOrDie(FakeAgent agent) {
    if (agent.cutOff) {
      agent.reconnect();
    } else {
      agent.die();
    }
  }

  private void restart(FakeAgent agent) {
    agent.die();
    hire(agent.id.name());
  }

  /** From now on all agents are there and do as they are told. */
  void behave() {
    behaved = true;
    for (FakeAgent agent : List.copyOf(agents.values())) {
      if (agent.isDead()) {
        restart(agent);
      } else if (agent.cutOff) {
        agent.reconnect();
      }
    }
    agents.values().forEach(agent -> agent.draining = false);
  }
}
