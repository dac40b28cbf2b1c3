package io.tern.loadtest.scheduling.policy;

import io.tern.job.StorageName;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Lets a fresh policy hear what a {@link Recording} holds, asks it what was asked, and holds each
 * answer against the one that was recorded, byte for byte.
 */
public final class Replay {
  private static final Recording.Entry[] ENTRIES = Recording.Entry.values();

  private final ByteArrayOutputStream recorded = new ByteArrayOutputStream();
  private final ByteArrayOutputStream repeated = new ByteArrayOutputStream();
  private final DataInputStream in;
  private final Policy policy;

  public Replay(InputStream log, Policy fresh) {
    in = new DataInputStream(new Copying(log, recorded));
    policy = new Recording(fresh, new DataOutputStream(repeated));
  }

  /** Keeps what is read. */
  private static final class Copying extends FilterInputStream {
    private final ByteArrayOutputStream copy;

    Copying(InputStream in, ByteArrayOutputStream copy) {
      super(in);
      this.copy = copy;
    }

    @Override
    public int read() throws IOException {
      int one = in.read();
      if (one >= 0) {
        copy.write(one);
      }
      return one;
    }

    @Override
    public int read(byte[] bytes, int from, int most) throws IOException {
      int count = in.read(bytes, from, most);
      if (count > 0) {
        copy.write(bytes, from, count);
      }
      return count;
    }
  }

  /**
   * Plays all of it.
   *
   * @return how many entries it has
   * @throws IllegalStateException at the first entry that comes out otherwise
   * @throws IOException if it cannot be read, or ends in the middle of an entry
   */
  public long run() throws IOException {
    long entries = 0;
    for (int entry = in.read(); entry >= 0; entry = in.read()) {
      play(entry);
      compare(entries++);
    }
    return entries;
  }

  private void compare(long entry) {
    byte[] before = recorded.toByteArray();
    byte[] now = repeated.toByteArray();
    if (!Arrays.equals(before, now)) {
      HexFormat hex = HexFormat.of();
      throw new IllegalStateException(
          "entry %d of the decision log, %s at %d ms: %s (recorded: %s)"
              .formatted(
                  entry,
                  ENTRIES[before[0]],
                  ByteBuffer.wrap(before).getLong(1),
                  hex.formatHex(now),
                  hex.formatHex(before)));
    }
    recorded.reset();
    repeated.reset();
  }

  private void play(int entry) throws IOException {
    if (entry >= ENTRIES.length) {
      throw new EOFException("entry: " + entry + " (expected: below " + ENTRIES.length + ")");
    }
    play(ENTRIES[entry]);
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
      case GIVEN_UP -> ask(policy.hasGivenUp(slot));
      default -> throw new IllegalStateException("entry: " + entry);
    }
  }

  /** The answer is on the new record. */
  private static void ask(@Nullable Object answer) {}

  private Request request(int slot) throws IOException {
    int[] links = new int[in.readInt()];
    for (int i = 0; i < links.length; i++) {
      links[i] = in.readInt();
    }
    return new Request(slot, links, in.readInt(), in.readInt(), in.readLong(), in.readLong());
  }
}
