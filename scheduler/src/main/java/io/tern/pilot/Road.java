package io.tern.pilot;

import io.tern.breaker.Breaker;
import io.tern.window.Batch;
import io.tern.window.Peak;
import io.tern.window.Pulse;
import io.tern.window.SetUp;
import io.tern.window.Speed;
import io.tern.window.Window;
import java.util.Set;

/** A link, and what is known of it. */
final class Road extends Watched {
  /** Less than this part of its own speed means that something holds a copy up. */
  private static final double SLOWED = 0.95;

  private static final long TYPICAL_BYTES = 1_500_000_000;

  /** 0.5 Gb/s in bytes a millisecond. */
  private static final double TYPICAL_PACE = 62_500;

  /** A copy that moves less than this part of its link's own speed all but stands still... */
  private static final double STILL = 0.02;

  /** ... unless it is fast enough for FTS's time limit, 2 s for each MiB. */
  private static final double IN_TIME = (1 << 20) / 2_000.0;

  /** A link with an end at which nobody ever waits is worth so many times more than others. */
  private static final double FAVOUR = 100;

  private static final double LEAST_WORTH = 0.01;

  final int link;
  final Dock source;
  final Dock destination;
  final Speed speed = new Speed();
  final SetUp setUp = new SetUp();
  final Patience patience = new Patience();
  final Pulse pulse = new Pulse();
  private final Blame blame = new Blame();
  private final Peak peak = new Peak();
  private final Batch batch = new Batch();

  Road(int link, Dock source, Dock destination, Window window) {
    super(window);
    this.link = link;
    this.source = source;
    this.destination = destination;
  }

  /** What has been found of it so far. */
  Finding finding() {
    return new Finding(window.places(), window.last(), Breaker.State.CLOSED, 0, Set.of());
  }

  /** Bytes a millisecond that a file of a size moves unhindered for each place, from 0 up. */
  double pace(long bytes) {
    return speed.isKnown() ? bytes / (setUp.ms() + bytes / speed.bytesPerMs()) : 0;
  }

  /** Bytes that a copy must move, within what patience there is, so as not to stand still. */
  double leastProgress() {
    return Math.min(IN_TIME, STILL * speed.bytesPerMs()) * patience.ms();
  }

  /**
   * What a place on it is worth beside one on another link. Where places are what is scarce, those
   * links should have them on which a place carries most; so worth grows with the square of the
   * pace. And where one end is scarce, those links should have it whose other end has room, since
   * others cannot do without theirs. Even the least worthy link goes on getting some.
   */
  double worth() {
    double pace = pace(TYPICAL_BYTES) / TYPICAL_PACE;
    return speed.isKnown()
        ? Math.max(LEAST_WORTH, pace * pace * favour(source) * favour(destination))
        : 1;
  }

  /** Where somebody waits now and then, room is soon taken: it counts by its cube. */
  private static double favour(Dock dock) {
    return 1 + FAVOUR * Math.pow(dock.room(), 3);
  }

  /** It has copies, after it had none. */
  void appear() {
    source.level.join(this);
    destination.level.join(this);
  }

  /** It has none any more: what they did says nothing of now. */
  void vanish() {
    source.level.leave(this);
    destination.level.leave(this);
    pulse.clear();
  }

  /** A copy has moved some bytes in some time between two markers. */
  void flowed(long bytes, long ms, long nowMs) {
    flowed(ms);
    source.flowed(ms);
    destination.flowed(ms);
    ease(bytes, speed.bytesPerMs() * ms);
    pulse.add(bytes, ms);
    batch.add(bytes, ms);
    if (speed.isKnown() ? batch.isEnough() : batch.isEnoughToBegin()) {
      speed.sample(batch.bytes() / batch.ms(), !blame.isAtLevel(), nowMs);
      batch.clear();
    }
  }

  /** Nothing while the speed is unknown. */
  private void ease(double bytes, double possible) {
    if (possible > 0) {
      source.eased(bytes, possible, blame.isSources());
      destination.eased(bytes, possible, blame.isDestinations());
      eased(bytes, possible, blame.isLinks());
    }
  }

  /** Whether its copies flow slower than it alone lets them. */
  boolean isSlowed() {
    return pulse.isHeard() && pulse.rate() < (SLOWED - pulse.doubt()) * speed.bytesPerMs();
  }

  double ofSource() {
    return blame.ofSource();
  }

  double ofDestination() {
    return blame.ofDestination();
  }

  @Override
  void judged(long nowMs) {
    peak.sample(rate(nowMs), nowMs - judgedMs);
    super.judged(nowMs);
    if (pulse.isHeard()) {
      blame.judge(pulse, source.level, destination.level, peak.isFull());
      pulse.fade();
    }
  }
}
