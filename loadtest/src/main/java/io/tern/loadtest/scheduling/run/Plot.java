package io.tern.loadtest.scheduling.run;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Bars by trace and policy with their 95 % intervals, as SVG. */
final class Plot {
  private static final int BAR = 14;
  private static final int GAP = 24;
  private static final int LEFT = 50;
  private static final int TOP = 60;
  private static final int HEIGHT = 260;
  private static final List<String> COLOURS =
      List.of(
          "#0b6e4f", "#9aa0a6", "#c1121f", "#e07a5f", "#780000", "#b56576", "#f2a541", "#5c7cfa",
          "#222222");

  private final String column;
  private final double most;
  private final List<String> policies;
  private final StringBuilder svg = new StringBuilder();
  private int x = LEFT;

  private Plot(String column, double most, List<String> policies) {
    this.column = column;
    this.most = most;
    this.policies = policies;
  }

  /**
   * @param column of the table
   * @param most the value at the top
   */
  static String of(Table table, String column, double most) {
    List<String> policies =
        table.samples().values().stream()
            .flatMap(rows -> rows.keySet().stream())
            .distinct()
            .toList();
    return new Plot(column, most, policies).draw(table.samples());
  }

  private String draw(Map<String, Map<String, Map<String, Sample>>> traces) {
    scale();
    traces.forEach(this::group);
    legend();
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
            .formatted(Math.max(x, LEFT + 110 * policies.size()), TOP + HEIGHT + 40)
        + " font-family=\"sans-serif\" font-size=\"11\">\n"
        + svg
        + "</svg>\n";
  }

  private void scale() {
    text(4, 14, column);
    for (int i = 0; i <= 5; i++) {
      double value = most * i / 5;
      line(LEFT - 6, y(value), LEFT, y(value));
      text(4, y(value) + 4, String.format(Locale.ROOT, "%.2f", value));
    }
  }

  private void group(String trace, Map<String, Map<String, Sample>> rows) {
    text(x, TOP + HEIGHT + 18, trace);
    rows.forEach((policy, row) -> bar(policy, row.getOrDefault(column, new Sample())));
    x += GAP;
  }

  private void bar(String policy, Sample sample) {
    double mean = Math.clamp(sample.mean(), 0, most);
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%.1f\" fill=\"%s\"/>%n",
            x,
            y(mean),
            BAR - 2,
            TOP + HEIGHT - y(mean),
            colour(policy)));
    double middle = x + BAR / 2.0 - 1;
    line(
        middle,
        y(Math.clamp(mean - sample.interval(), 0, most)),
        middle,
        y(Math.clamp(mean + sample.interval(), 0, most)));
    x += BAR;
  }

  private void legend() {
    for (int i = 0; i < policies.size(); i++) {
      svg.append(
          "<rect x=\"%d\" y=\"26\" width=\"10\" height=\"10\" fill=\"%s\"/>%n"
              .formatted(LEFT + 110 * i, colour(policies.get(i))));
      text(LEFT + 110 * i + 14, 35, policies.get(i));
    }
  }

  private String colour(String policy) {
    return COLOURS.get(policies.indexOf(policy) % COLOURS.size());
  }

  private double y(double value) {
    return TOP + HEIGHT * (1 - value / most);
  }

  private void line(double fromX, double fromY, double toX, double toY) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#000\"/>%n",
            fromX,
            fromY,
            toX,
            toY));
  }

  private void text(double atX, double atY, String text) {
    svg.append(
        String.format(
            Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\">%s</text>%n", atX, atY, escaped(text)));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
