package io.tern.ledger;

/** An attempt as the storages see it: it may run on after its agent has lost sight of it. */
final class Try {
  final long transfer;
  final int attempt;
  final Task task;
  final long destination;

  /** What its agent means to do is void once this has moved on. */
  int plan;

  /** It has gone to sleep and hears no stop. */
  boolean deaf;

  /** It moves nothing after its first byte. */
  boolean crawls;

  private long bytes = 1;
  private long untilMs = Long.MAX_VALUE;

  Try(Effect.Start start, long destination) {
    this.transfer = start.transfer();
    this.attempt = start.attempt();
    this.task = start.task();
    this.destination = destination;
  }

  /** The bytes it has moved by now, for its agent to tell. */
  long move() {
    bytes += crawls ? 0 : 1_000_000;
    return bytes;
  }

  void end(long atMs) {
    untilMs = Math.min(untilMs, atMs);
  }

  boolean isLive(long nowMs) {
    return nowMs < untilMs;
  }

  String name() {
    return transfer + "/" + attempt;
  }
}
