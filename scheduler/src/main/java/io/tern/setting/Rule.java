package io.tern.setting;

import org.jspecify.annotations.Nullable;

/** The ranges of what may be set; messages name field, value and rule. */
final class Rule {
  private static final int LONGEST = 1_024;

  private Rule() {}

  static void range(String field, @Nullable Integer value, int least, int most) {
    that(
        value == null || value >= least && value <= most,
        field,
        String.valueOf(value),
        least + " to " + most);
  }

  static void notNegative(String field, @Nullable Integer value) {
    range(field, value, 0, Integer.MAX_VALUE);
  }

  /** Something to name by: bounded, and without characters that no name has. */
  static void named(String field, String value) {
    that(
        !value.isBlank()
            && value.length() <= LONGEST
            && value.chars().noneMatch(Character::isISOControl),
        field,
        value,
        "1 to " + LONGEST + " characters");
  }

  /** One word: a part of a name that others follow. */
  static void word(String field, String value) {
    named(field, value);
    that(value.chars().noneMatch(Character::isWhitespace), field, value, "no spaces in it");
  }

  static void text(String field, @Nullable String value) {
    that(
        value == null || value.length() <= LONGEST,
        field,
        "a text of " + (value == null ? 0 : value.length()),
        "at most " + LONGEST + " characters");
  }

  /** What holds where the more exact setting says nothing. */
  static <T> @Nullable T or(@Nullable T exact, @Nullable T general) {
    return exact == null ? general : exact;
  }

  static void that(boolean good, String field, String value, String expected) {
    if (!good) {
      throw new IllegalArgumentException(field + ": " + value + " (expected: " + expected + ")");
    }
  }
}
