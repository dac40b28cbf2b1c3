package io.tern.orchestrator.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What somebody who mistyped a name probably meant. */
final class NearestName {
  private NearestName() {}

  /** The known name with the fewest edits, if more than half of the letters are right. */
  static Optional<String> of(String name, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(candidate -> edits(name, candidate)))
        .filter(nearest -> edits(name, nearest) <= nearest.length() / 2);
  }

  /** Levenshtein's distance, one row at a time; capitals do not count. */
  private static int edits(String from, String to) {
    String a = from.toLowerCase(Locale.ROOT);
    String b = to.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      advance(row, a.charAt(i - 1), i, b);
    }
    return row[b.length()];
  }

  private static void advance(int[] row, char letter, int i, String b) {
    int diagonal = row[0];
    row[0] = i;
    for (int j = 1; j <= b.length(); j++) {
      int replaced = diagonal + (letter == b.charAt(j - 1) ? 0 : 1);
      diagonal = row[j];
      row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
    }
  }
}
