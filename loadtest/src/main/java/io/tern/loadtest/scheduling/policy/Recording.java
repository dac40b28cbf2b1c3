package io.tern.loadtest.scheduling.policy;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.job.StorageName;
import io.tern.pilot.Stall;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Writes down all that a policy hears, and each decision it takes: {@link Replay} reads it. */
public final class Recording implements Policy {
  /** What an entry is. */
  enum Entry {
    QUEUED,
    TICK,
    STARTED,
    MOVED,
    DONE,
    FAILED,
    LEFT,
    SPACE,
    /** The policy was asked what to start, and answered. */
    NEXT,
    /** It was asked what to stop, and answered. */
    STOP,
    /** It was asked whether it has given up, and answered. */
    GIVEN_UP
  }

  private final Policy policy;
  private final DataOutputStream out;

  public Recording(Policy policy, DataOutputStream out) {
    this.policy = policy;
    this.out = out;
  }

  /** Writes one entry. */
  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  private void write(Entry entry, Writing writing) {
    try {
      out.writeByte(entry.ordinal());
      writing.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException("the decision log cannot be written", e);
    }
  }

  private void write(Entry entry, long nowMs, int slot, long number) {
    write(
        entry,
        to -> {
          to.writeLong(nowMs);
          to.writeInt(slot);
          to.writeLong(number);
        });
  }

  @Override
  public void queued(Request request, long nowMs) {
    write(
        Entry.QUEUED,
        to -> {
          to.writeLong(nowMs);
          to.writeInt(request.slot());
          to.writeInt(request.links().length);
          for (int link : request.links()) {
            to.writeInt(link);
          }
          to.writeInt(request.share());
          to.writeInt(request.priority());
          to.writeLong(request.bytes());
          to.writeLong(request.deadlineMs());
        });
    policy.queued(request, nowMs);
  }

  @Override
  public void tick(long nowMs) {
    write(Entry.TICK, to -> to.writeLong(nowMs));
    policy.tick(nowMs);
  }

  @Override
  public int next(long nowMs) {
    int slot = policy.next(nowMs);
    write(Entry.NEXT, nowMs, slot, slot < 0 ? -1 : policy.link(slot));
    return slot;
  }

  @Override
  public int link(int slot) {
    return policy.link(slot);
  }

  @Override
  public @Nullable Stall nextToStop(long nowMs) {
    Stall stall = policy.nextToStop(nowMs);
    write(Entry.STOP, nowMs, stall == null ? -1 : stall.slot(), 0);
    return stall;
  }

  @Override
  public boolean hasGivenUp(int slot) {
    boolean givenUp = policy.hasGivenUp(slot);
    write(Entry.GIVEN_UP, 0, slot, givenUp ? 1 : 0);
    return givenUp;
  }

  @Override
  public void started(int slot, int link, int share, long bytes, long nowMs) {
    write(
        Entry.STARTED,
        to -> {
          to.writeLong(nowMs);
          to.writeInt(slot);
          to.writeInt(link);
          to.writeInt(share);
          to.writeLong(bytes);
        });
    policy.started(slot, link, share, bytes, nowMs);
  }

  @Override
  public void moved(int slot, long bytes, long nowMs) {
    write(Entry.MOVED, nowMs, slot, bytes);
    policy.moved(slot, bytes, nowMs);
  }

  @Override
  public void done(int slot, long bytes, long nowMs) {
    write(Entry.DONE, nowMs, slot, bytes);
    policy.done(slot, bytes, nowMs);
  }

  @Override
  public void failed(int slot, Failure failure, long bytes, long nowMs) {
    write(
        Entry.FAILED,
        to -> {
          to.writeLong(nowMs);
          to.writeInt(slot);
          to.writeUTF(failure.failureClass().name());
          to.writeUTF(failure.side().name());
          to.writeUTF(failure.phase().name());
          to.writeBoolean(failure.retryable());
          to.writeUTF(failure.message());
          to.writeLong(bytes);
        });
    policy.failed(slot, failure, bytes, nowMs);
  }

  /** Reads what {@link #failed} wrote after the slot. */
  static Failure failure(java.io.DataInputStream in) throws IOException {
    return new Failure(
        FailureClass.valueOf(in.readUTF()),
        Side.valueOf(in.readUTF()),
        Phase.valueOf(in.readUTF()),
        in.readBoolean(),
        in.readUTF());
  }

  @Override
  public void left(int slot, long nowMs) {
    write(Entry.LEFT, nowMs, slot, 0);
    policy.left(slot, nowMs);
  }

  @Override
  public void space(StorageName storage, long freeBytes, long nowMs) {
    write(
        Entry.SPACE,
        to -> {
          to.writeLong(nowMs);
          to.writeUTF(storage.value());
          to.writeLong(freeBytes);
        });
    policy.space(storage, freeBytes, nowMs);
  }
}
