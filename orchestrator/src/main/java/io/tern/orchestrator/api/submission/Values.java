package io.tern.orchestrator.api.submission;

import io.tern.orchestrator.api.exchange.Refusal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The scalar members of a JSON object: strings, numbers, booleans; a null counts as absent. Read by
 * the conversions that FTS applies to them.
 */
record Values(Map<String, Object> members) {

  /** Stands for an array or an object where a scalar belongs. */
  static final Object STRUCTURE = new Object();

  @Nullable Object get(String name) {
    return members.get(name);
  }

  /** Truth as clients mean it; a text that begins with N or is {@code false} is not true. */
  boolean isTrue(String name) {
    return switch (members.get(name)) {
      case null -> false;
      case Boolean b -> b;
      case Number n -> n.doubleValue() != 0;
      case String s -> !s.isEmpty() && !s.regionMatches(true, 0, "n", 0, 1) && !isFalse(s);
      default -> true;
    };
  }

  private static boolean isFalse(String text) {
    return text.equalsIgnoreCase("false") || text.equals("0");
  }

  /** A boolean, or a text that begins with Y or N. */
  boolean isYes(String name) {
    return switch (members.get(name)) {
      case null -> false;
      case Boolean b -> b;
      case String s when s.regionMatches(true, 0, "y", 0, 1) -> true;
      case String s when s.isEmpty() || s.regionMatches(true, 0, "n", 0, 1) -> false;
      default -> throw invalid(name, "a boolean, Y or N");
    };
  }

  int integer(String name, int otherwise) {
    Object value = members.get(name);
    if (value == null) {
      return otherwise;
    }
    try {
      return toInt(value);
    } catch (ArithmeticException | NumberFormatException e) {
      throw invalid(name, "an integer of 32 bits");
    }
  }

  /** Seconds; whatever is not a number of them becomes -1, off. */
  int secondsOrOff(String name) {
    Object value = members.get(name);
    try {
      return value == null ? -1 : Math.max(-1, toInt(value));
    } catch (ArithmeticException | NumberFormatException e) {
      return -1;
    }
  }

  /**
   * A time in ISO 8601 with its zone, as Unix time in milliseconds; tells what is not one, and what
   * is absent.
   */
  long instantMs(String name) {
    try {
      return OffsetDateTime.parse(text(name, "")).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw invalid(name, "a time in ISO 8601 with its zone, such as 2030-01-31T12:00:00Z");
    }
  }

  String text(String name, String otherwise) {
    return switch (members.get(name)) {
      case null -> otherwise;
      case String s -> s;
      default -> throw Refusal.malformed(name + " (expected: a string)");
    };
  }

  Refusal invalid(String name, String rule) {
    Object value = members.get(name);
    String shown = value == STRUCTURE ? "a structure" : String.valueOf(value);
    String cut = shown.length() > 100 ? shown.substring(0, 100) + "..." : shown;
    return Refusal.invalidValue(name + ": " + cut + " (expected: " + rule + ")").at("/" + name);
  }

  private static int toInt(Object value) {
    return switch (value) {
      case Integer i -> i;
      case Long l -> Math.toIntExact(l);
      case BigInteger b -> b.intValueExact();
      case Number n -> Math.toIntExact((long) n.doubleValue());
      case Boolean b -> b ? 1 : 0;
      case String s -> Integer.parseInt(s.strip().toLowerCase(Locale.ROOT));
      default -> throw new NumberFormatException("not a number");
    };
  }
}
