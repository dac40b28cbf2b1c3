package io.tern.pilot;

/** An attempt under way. */
final class Flight {
  /** Counted for a size nobody knows. */
  private static final long UNKNOWN = 1_500_000_000;

  final Road road;
  final int share;

  /** The file's size, or -1 if unknown. */
  final long size;

  final long startMs;

  /** What it adds to what is possible on its way. */
  final double pace;

  /** When its first marker with bytes came, and how many they were; 0 before. */
  long firstMs;

  long firstBytes;

  /** Moved so far, and when that was told. */
  long bytes;

  long toldMs;

  Flight(Road road, int share, long size, long startMs) {
    this.road = road;
    this.share = share;
    this.size = size;
    this.startMs = startMs;
    this.pace = road.pace(size < 0 ? UNKNOWN : size);
    this.toldMs = startMs;
  }
}
