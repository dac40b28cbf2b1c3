package io.tern.ledger;

import io.tern.job.StorageName;
import io.tern.queue.Queues;
import io.tern.schedule.Scheduler;
import io.tern.setting.Settings;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Who waits to be brought online, in a line for each storage and VO, and how many of each line are.
 * A line at its limit holds up no other; of those below theirs the one goes next of which fewest
 * are.
 */
final class StagingLines {
  private final Rows rows;
  private final Scheduler scheduler;
  private final Queues waiting = new Queues();
  private final Map<Key, Line> lines = new HashMap<>();

  /** Those of which another may be brought online. */
  private final TreeSet<Line> open =
      new TreeSet<>(
          Comparator.<Line>comparingInt(line -> line.busy).thenComparingInt(line -> line.number));

  private Settings settings = Settings.NONE;
  private int busy;

  private record Key(StorageName storage, String vo) {}

  private static final class Line {
    final Key key;
    final int number;
    int busy;
    int most;

    Line(Key key, int number, int most) {
      this.key = key;
      this.number = number;
      this.most = most;
    }
  }

  StagingLines(Rows rows, Scheduler scheduler) {
    this.rows = rows;
    this.scheduler = scheduler;
  }

  void settings(Settings all) {
    settings = all;
    lines.values().forEach(line -> change(line, () -> line.most = most(line.key)));
  }

  private int most(Key key) {
    return settings.staging(key.storage, key.vo).orElse(Integer.MAX_VALUE);
  }

  void add(int slot) {
    Line line = line(slot);
    change(
        line, () -> waiting.addLast(slot, line.number, rows.job(slot).urgency(), rows.size(slot)));
  }

  void remove(int slot) {
    change(line(slot), () -> waiting.remove(slot));
  }

  boolean contains(int slot) {
    return waiting.contains(slot);
  }

  /** Who goes next; it stays in line. {@link Rows#NONE} for nobody. */
  int first() {
    return open.isEmpty() ? Rows.NONE : waiting.first(open.first().number);
  }

  /** One is being brought online (1), or is so no more (-1). */
  void count(int slot, int more) {
    Line line = line(slot);
    change(line, () -> line.busy += more);
    busy += more;
  }

  /** How many are being brought online. */
  int busy() {
    return busy;
  }

  /** How many of a line are, and may be. */
  record Standing(StorageName storage, String vo, int busy, int most) {
    boolean isFull() {
      return busy >= most;
    }
  }

  /** The line of one that waits. */
  Standing standing(int slot) {
    Line line = line(slot);
    return new Standing(line.key.storage, line.key.vo, line.busy, line.most);
  }

  private Line line(int slot) {
    Key key = new Key(scheduler.link(rows.link(slot)).source(), rows.job(slot).terms.vo());
    return lines.computeIfAbsent(key, first -> new Line(first, lines.size(), most(first)));
  }

  /** Whether and where a line stands among the open ones depends on what changes. */
  private void change(Line line, Runnable change) {
    open.remove(line);
    change.run();
    if (line.busy < line.most && waiting.first(line.number) != Rows.NONE) {
      open.add(line);
    }
  }
}
