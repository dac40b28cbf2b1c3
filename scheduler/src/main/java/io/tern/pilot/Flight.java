package io.tern.pilot;

import org.jspecify.annotations.Nullable;

/** An attempt under way. */
final class Flight {
  /** Counted for a size nobody knows. */
  private static final long UNKNOWN = 1_500_000_000;

  final int slot;
  final Road road;
  final int share;

  /** The file's size, or -1 if unknown. */
  long size;

  final long startMs;

  /** What it adds to what is possible on its way. */
  private double pace;

  /** When its first marker with bytes came, and how many they were; 0 before. */
  long firstMs;

  long firstBytes;

  /** Moved so far, and when that was told. */
  long bytes;

  long toldMs;

  boolean over;

  /** The word of no room after which it began, if there was one. */
  @Nullable Refusal refusal;

  /** When it is to be looked at next, whether it stalls. */
  long lookMs;

  /** By {@link Attention}, when it last had moved enough not to stand still; and how much then. */
  long progressMs;

  long progressBytes;

  Flight(int slot, Road road, int share, long size, long startMs) {
    this.slot = slot;
    this.road = road;
    this.share = share;
    this.startMs = startMs;
    size(size);
    this.toldMs = startMs;
  }

  /** It is this large. */
  void size(long bytes) {
    size = bytes;
    pace = road.pace(bytes < 0 ? UNKNOWN : bytes);
  }

  /** Counts on its way from now on. */
  void enter() {
    road.enter(pace);
    road.source.enter(pace);
    road.destination.enter(pace);
  }

  void leave() {
    road.leave(pace);
    road.source.leave(pace);
    road.destination.leave(pace);
  }

  /** Whether it has begun to move bytes and is known to have some left. */
  boolean isMoving() {
    return bytes > 0 && bytes < size;
  }

  boolean hasProgressed() {
    return bytes - progressBytes > road.leastProgress();
  }

  void progressed(long attentionMs) {
    progressMs = attentionMs;
    progressBytes = bytes;
  }
}
