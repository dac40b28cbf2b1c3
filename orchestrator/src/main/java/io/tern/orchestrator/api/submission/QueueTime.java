package io.tern.orchestrator.api.submission;

/**
 * {@code max_time_in_queue}: hours as a number, or a number with the unit s, m, h or d. A text
 * without a unit means hours too; FTS drops such a limit in silence.
 */
final class QueueTime {
  private static final int MOST_DIGITS = 9;

  private QueueTime() {}

  /** In seconds; 0 or less for no limit. */
  static long seconds(Values params, String name) {
    if (!(params.get(name) instanceof String text)) {
      return params.integer(name, 0) * 3600L;
    }
    String trimmed = text.strip();
    int digits = 0;
    while (digits < trimmed.length() && Character.digit(trimmed.charAt(digits), 10) >= 0) {
      digits++;
    }
    if (digits == 0 || digits > MOST_DIGITS) {
      throw params.invalid(name, "hours, or a number followed by s, m, h or d");
    }
    return Long.parseLong(trimmed, 0, digits, 10) * unit(params, name, trimmed.substring(digits));
  }

  private static long unit(Values params, String name, String unit) {
    return switch (unit) {
      case "s", "S" -> 1;
      case "m", "M" -> 60;
      case "", "h", "H" -> 3600;
      case "d", "D" -> 86400;
      default -> throw params.invalid(name, "hours, or a number followed by s, m, h or d");
    };
  }
}
