package io.tern.loadtest.scheduling.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the first of some policies has to come to, so that a change that spoils scheduling is found.
 *
 * @param least part of B2 that it brings
 * @param ahead part of B2 that it brings beyond each other policy
 */
record Expectation(double least, double ahead) {
  /**
   * @param runs all policies of one plant, seed and trace, as lines of {@link Results}
   * @return what is wrong with them, in words
   */
  List<String> unmet(List<JsonNode> runs) {
    List<String> unmet = new ArrayList<>();
    for (JsonNode run : runs) {
      double part = run.path("goodput_b1").asDouble();
      if (!(part > 0 && part <= 1)) {
        unmet.add(text("%s: goodput_b1 %.3f (expected: above 0, at most 1)", Case.of(run), part));
      }
    }
    JsonNode first = runs.getFirst();
    double floor = floor(runs.subList(1, runs.size()));
    if (goodput(first) < floor) {
      unmet.add(
          text("%s: goodput_b2 %.3f (expected: >= %.3f)", Case.of(first), goodput(first), floor));
    }
    return unmet;
  }

  private double floor(List<JsonNode> others) {
    return others.stream().mapToDouble(other -> goodput(other) + ahead).reduce(least, Math::max);
  }

  private static double goodput(JsonNode run) {
    return run.path("goodput_b2").asDouble();
  }

  private static String text(String form, Object... parts) {
    return String.format(Locale.ROOT, form, parts);
  }
}
