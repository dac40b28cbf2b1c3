package io.tern.cli.show;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** How far a job has come: a bar that is drawn over on a terminal, a line a change without one. */
public final class Progress {
  private static final int WIDTH = 30;
  private static final Set<String> OVER = Set.of("FINISHED", "FAILED", "CANCELED", "NOT_USED");
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};

  private final PrintWriter out;
  private final boolean terminal;
  private final long beganNanos;
  private String last = "";

  public Progress(PrintWriter out, boolean terminal, long beganNanos) {
    this.out = out;
    this.terminal = terminal;
    this.beganNanos = beganNanos;
  }

  /**
   * Shows a state, if it differs from the one before.
   *
   * @param states how many files are in each
   * @param bytes of the files that are finished
   */
  public void show(String jobState, Map<String, Integer> states, long bytes, long nowNanos) {
    int all = states.values().stream().mapToInt(Integer::intValue).sum();
    int over =
        states.entrySet().stream()
            .filter(state -> OVER.contains(state.getKey()))
            .mapToInt(Map.Entry::getValue)
            .sum();
    double seconds =
        Math.max(0.001, (nowNanos - beganNanos) / (double) TimeUnit.SECONDS.toNanos(1));
    String counts =
        "%s %d/%d files %s %s".formatted(jobState, over, all, new TreeMap<>(states), size(bytes));
    if (terminal) {
      out.print(
          "\r\033[K"
              + bar(over, all)
              + " "
              + counts
              + " "
              + size((long) (bytes / seconds))
              + "/s"
              + remaining(over, all, seconds));
      out.flush();
    } else if (!counts.equals(last)) {
      out.println(counts);
      out.flush();
    }
    last = counts;
  }

  public void end() {
    if (terminal) {
      out.println();
      out.flush();
    }
  }

  private static String bar(int over, int all) {
    int full = all == 0 ? 0 : WIDTH * over / all;
    return "[" + "#".repeat(full) + "-".repeat(WIDTH - full) + "]";
  }

  private static String remaining(int over, int all, double seconds) {
    if (over == 0 || over == all) {
      return "";
    }
    return " %d s left".formatted(Math.round(seconds * (all - over) / over));
  }

  static String size(long bytes) {
    int unit = 0;
    double value = bytes;
    while (value >= 1000 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    return unit == 0 ? bytes + " B" : "%.1f %s".formatted(value, UNITS[unit]);
  }
}
