package io.tern.storage.failure;

import io.tern.storage.CopyRequest.Direction;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a storage answered when it did not do what was asked.
 *
 * @param status of the direct answer, 0 for a copy's result line
 * @param remote status that the active side says the passive one answered, 0 when it says none
 * @param text body or result line, lower case, without URLs and paths: their names say nothing
 * @param direction of the copy, null for any other request
 * @param cause why no answer came, null when one did
 */
record Signal(
    int status, int remote, String text, @Nullable Direction direction, @Nullable Throwable cause) {
  private static final Pattern REMOTE =
      Pattern.compile(
          "(?:status code:? |remote host returned '|error fetching \\S+: "
              + "|error pushing \\S+: |checking if remote file exists: "
              + "|rejected (?:get|put|head|delete): )(\\d{3})");

  static Signal answer(int status, String body, @Nullable Direction direction) {
    String text = Redaction.withoutPlaces(body).toLowerCase(Locale.ROOT);
    return new Signal(status, direction == null ? 0 : remote(text), text, direction, null);
  }

  static Signal exception(Throwable cause) {
    return new Signal(0, 0, "", null, cause);
  }

  /** Whether it is, or was caused by, such an exception. */
  static Predicate<Signal> threw(Class<? extends Throwable> kind) {
    return signal -> {
      for (Throwable at = signal.cause; at != null; at = at.getCause()) {
        if (kind.isInstance(at)) {
          return true;
        }
      }
      return false;
    };
  }

  /** Whether it is, or was caused by, an exception whose message holds one of these. */
  static Predicate<Signal> threwSaying(String... fragments) {
    return signal -> {
      for (Throwable at = signal.cause; at != null; at = at.getCause()) {
        if (at.getMessage() != null && holds(at.getMessage().toLowerCase(Locale.ROOT), fragments)) {
          return true;
        }
      }
      return false;
    };
  }

  private static int remote(String text) {
    Matcher found = REMOTE.matcher(text);
    return found.find() ? Integer.parseInt(found.group(1)) : 0;
  }

  static Predicate<Signal> says(String... fragments) {
    return signal -> holds(signal.text, fragments);
  }

  private static boolean holds(String text, String... fragments) {
    for (String fragment : fragments) {
      if (text.contains(fragment)) {
        return true;
      }
    }
    return false;
  }

  static Predicate<Signal> status(int... codes) {
    return signal -> contains(codes, signal.status);
  }

  static Predicate<Signal> statusIn(int from, int to) {
    return signal -> signal.status >= from && signal.status <= to;
  }

  static Predicate<Signal> remote(int... codes) {
    return signal -> contains(codes, signal.remote);
  }

  static Predicate<Signal> remoteIn(int from, int to) {
    return signal -> signal.remote >= from && signal.remote <= to;
  }

  static Predicate<Signal> on(Direction direction) {
    return signal -> signal.direction == direction;
  }

  private static boolean contains(int[] codes, int code) {
    for (int known : codes) {
      if (known == code) {
        return true;
      }
    }
    return false;
  }
}
