package io.tern.loadtest.scheduling.policy;

import io.tern.job.StorageName;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;

/**
 * Lets a policy hear what a {@link Recording} holds and asks it what was asked. Its answers are its
 * own; whoever records the replay can compare.
 */
public final class Replay {
  private static final Recording.Entry[] ENTRIES = Recording.Entry.values();

  private final DataInputStream in;
  private final Policy policy;

  public Replay(DataInputStream in, Policy policy) {
    this.in = in;
    this.policy = policy;
  }

  /** Plays all of it. */
  public void run() throws IOException {
    while (true) {
      int entry = in.read();
      if (entry < 0) {
        return;
      }
      if (entry >= ENTRIES.length) {
        throw new EOFException("entry: " + entry + " (expected: below " + ENTRIES.length + ")");
      }
      play(ENTRIES[entry]);
    }
  }

  private void play(Recording.Entry entry) throws IOException {
    long nowMs = in.readLong();
    switch (entry) {
      case TICK -> policy.tick(nowMs);
      case SPACE -> policy.space(new StorageName(in.readUTF()), in.readLong(), nowMs);
      default -> play(entry, in.readInt(), nowMs);
    }
  }

  private void play(Recording.Entry entry, int slot, long nowMs) throws IOException {
    switch (entry) {
      case QUEUED -> policy.queued(request(slot), nowMs);
      case STARTED -> policy.started(slot, in.readInt(), in.readInt(), in.readLong(), nowMs);
      case FAILED -> policy.failed(slot, Recording.failure(in), in.readLong(), nowMs);
      default -> play(entry, slot, in.readLong(), nowMs);
    }
  }

  private void play(Recording.Entry entry, int slot, long number, long nowMs) {
    switch (entry) {
      case MOVED -> policy.moved(slot, number, nowMs);
      case DONE -> policy.done(slot, number, nowMs);
      case LEFT -> policy.left(slot, nowMs);
      case NEXT -> ask(policy.next(nowMs));
      case STOP -> ask(policy.nextToStop(nowMs));
      case GIVEN_UP -> ask(policy.hasGivenUp(slot) ? 1 : 0);
      default -> throw new IllegalStateException("entry: " + entry);
    }
  }

  /** The answer is for whoever records the replay. */
  private static void ask(int answer) {}

  private Request request(int slot) throws IOException {
    int[] links = new int[in.readInt()];
    for (int i = 0; i < links.length; i++) {
      links[i] = in.readInt();
    }
    return new Request(slot, links, in.readInt(), in.readInt(), in.readLong());
  }
}
