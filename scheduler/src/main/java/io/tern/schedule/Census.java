package io.tern.schedule;

import io.tern.limit.Limit;
import io.tern.queue.Queues;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Counts who waits and who runs, by links and shares; it changes nothing. */
final class Census {
  private final Network network;
  private final Queues queues;
  private final Shares shares;

  Census(Network network, Queues queues, Shares shares) {
    this.network = network;
    this.queues = queues;
    this.shares = shares;
  }

  int waiting(int link, int share) {
    Backlog backlog = network.way(link).backlog(share);
    return backlog == null ? 0 : queues.size(backlog.id());
  }

  int waiting(int link) {
    int sum = 0;
    for (Backlog backlog : network.way(link).backlogs()) {
      sum += queues.size(backlog.id());
    }
    return sum;
  }

  List<ShareStanding> standings() {
    int[] waiting = new int[shares.count()];
    int[] running = new int[shares.count()];
    for (int link = 0; link < network.links(); link++) {
      for (Backlog backlog : network.way(link).backlogs()) {
        waiting[backlog.share] += queues.size(backlog.id());
        running[backlog.share] += backlog.running;
      }
    }
    return IntStream.range(0, shares.count())
        .mapToObj(share -> shares.standing(share, waiting[share], running[share]))
        .toList();
  }

  void eachFirst(IntConsumer slot) {
    for (int link = 0; link < network.links(); link++) {
      network.way(link).backlogs().forEach(backlog -> queues.eachFirst(backlog.id(), slot));
    }
  }

  Room room(Limit limit) {
    Gate gate = network.look(limit);
    int waiting = 0;
    for (int link = 0; link < network.links(); link++) {
      if (network.way(link).passes(gate)) {
        waiting += waiting(link);
      }
    }
    return Room.of(gate, waiting);
  }
}
