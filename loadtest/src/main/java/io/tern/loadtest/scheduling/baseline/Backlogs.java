package io.tern.loadtest.scheduling.baseline;

import io.tern.job.Urgency;
import io.tern.queue.Queues;

/** What waits at FTS3, by link and share. */
final class Backlogs {
  private final Queues queues = new Queues();
  private final int shares;
  private final int[] waiting;
  private final int[] waitingOf;
  private final int[] onLink;

  Backlogs(int links, int shares) {
    this.shares = shares;
    waiting = new int[links * shares];
    waitingOf = new int[links * shares * Queues.HIGHEST_PRIORITY];
    onLink = new int[links];
  }

  void add(int slot, int link, int share, int priority, long bytes) {
    queues.addLast(slot, queue(link, share), Urgency.of(priority), bytes);
    count(link, share, priority, 1);
  }

  /** Takes the first of a share on a link. */
  int poll(int link, int share) {
    int slot = queues.first(queue(link, share));
    int priority = queues.urgency(slot).priority();
    queues.remove(slot);
    count(link, share, priority, -1);
    return slot;
  }

  private void count(int link, int share, int priority, int change) {
    waiting[queue(link, share)] += change;
    waitingOf[level(link, share, priority)] += change;
    onLink[link] += change;
  }

  int onLink(int link) {
    return onLink[link];
  }

  int of(int link, int share) {
    return waiting[queue(link, share)];
  }

  /** How many of a priority wait. */
  int of(int link, int share, int priority) {
    return waitingOf[level(link, share, priority)];
  }

  /** The highest priority that waits; 0 for none. */
  int priority(int link, int share) {
    Urgency foremost = queues.foremost(queue(link, share));
    return foremost == null ? 0 : foremost.priority();
  }

  private int queue(int link, int share) {
    return link * shares + share;
  }

  private int level(int link, int share, int priority) {
    return queue(link, share) * Queues.HIGHEST_PRIORITY + priority - 1;
  }
}
