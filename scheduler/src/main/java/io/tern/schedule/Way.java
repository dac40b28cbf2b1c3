package io.tern.schedule;

import io.tern.job.Link;
import io.tern.share.Cost;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One link: the gates a transfer on it passes and the backlogs of its shares. */
final class Way {
  private static final Backlog[] NO_BACKLOGS = {};

  final Link link;
  final Gate[] gates;

  /** What it gets of its share, in proportion to others. */
  double worth = 1;

  /** What a place on it costs a share besides the file's bytes. */
  double overhead = Cost.MOST_OVERHEAD_BYTES;

  /** Ascending by share. */
  private Backlog[] backlogs = NO_BACKLOGS;

  Way(Link link, Gate destination, Gate source, Gate own) {
    this.link = link;
    this.gates = new Gate[] {destination, source, own};
  }

  Gate own() {
    return gates[2];
  }

  boolean passes(Gate gate) {
    return gates[0] == gate || gates[1] == gate || gates[2] == gate;
  }

  boolean isShut() {
    return gates[0].places.isShut() || gates[1].places.isShut() || gates[2].places.isShut();
  }

  @Nullable Backlog backlog(int share) {
    int at = find(share);
    return at < 0 ? null : backlogs[at];
  }

  List<Backlog> backlogs() {
    return Arrays.asList(backlogs);
  }

  void add(Backlog backlog) {
    int at = -find(backlog.share) - 1;
    Backlog[] more = Arrays.copyOf(backlogs, backlogs.length + 1);
    System.arraycopy(backlogs, at, more, at + 1, backlogs.length - at);
    more[at] = backlog;
    backlogs = more;
  }

  /** As {@link Arrays#binarySearch(int[], int)}. */
  private int find(int share) {
    int low = 0;
    int high = backlogs.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int found = backlogs[middle].share;
      if (found == share) {
        return middle;
      }
      if (found < share) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }
}
