package io.tern.loadtest.scheduling.baseline;

import io.tern.queue.Queues;

/** What waits at FTS3, by link and share. */
final class Backlogs {
  private final Queues queues = new Queues();
  private final int shares;
  private final int[] waiting;
  private final int[] onLink;

  Backlogs(int links, int shares) {
    this.shares = shares;
    waiting = new int[links * shares];
    onLink = new int[links];
  }

  void add(int slot, int link, int share, int priority, long bytes) {
    queues.addLast(slot, link * shares + share, priority, bytes);
    waiting[link * shares + share]++;
    onLink[link]++;
  }

  /** Takes the first of a share on a link. */
  int poll(int link, int share) {
    int slot = queues.first(link * shares + share);
    queues.remove(slot);
    waiting[link * shares + share]--;
    onLink[link]--;
    return slot;
  }

  int onLink(int link) {
    return onLink[link];
  }

  int of(int link, int share) {
    return waiting[link * shares + share];
  }

  int priority(int link, int share) {
    return queues.topPriority(link * shares + share);
  }
}
