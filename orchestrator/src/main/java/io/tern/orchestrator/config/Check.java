package io.tern.orchestrator.config;

import java.time.Duration;

/** The rules that several records share. */
final class Check {
  private Check() {}

  static void range(String field, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          field + ": " + value + " (expected: " + least + " to " + most + ")");
    }
  }

  static void range(String field, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          field
              + ": "
              + DurationText.of(value)
              + " (expected: "
              + DurationText.of(least)
              + " to "
              + DurationText.of(most)
              + ")");
    }
  }

  static void range(String field, DataSize value, DataSize least, DataSize most) {
    if (value.bytes() < least.bytes() || value.bytes() > most.bytes()) {
      throw new IllegalArgumentException(
          field + ": " + value + " (expected: " + least + " to " + most + ")");
    }
  }

  static void that(boolean rule, String field, Object value, String expected) {
    if (!rule) {
      throw new IllegalArgumentException(field + ": " + value + " (expected: " + expected + ")");
    }
  }
}
