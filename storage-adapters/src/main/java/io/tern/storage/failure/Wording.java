package io.tern.storage.failure;

import io.tern.job.FailureClass;
import io.tern.job.Side;
import java.net.UnknownHostException;

/**
 * How failures are told. FTS's clients look for some words in the text (Rucio for an existing
 * destination and a missing source), so those come first and exact; the storage's own follow.
 */
final class Wording {
  private Wording() {}

  static String of(FailureClass kind, Side side, int status, String said) {
    String detail = detail(status, said);
    return switch (kind) {
      case EXISTS -> Catalogue.DESTINATION_EXISTS;
      case NOT_FOUND ->
          first(
              side == Side.DESTINATION
                  ? "Destination parent directory does not exist"
                  : "No such file or directory",
              detail);
      case PERMISSION -> first("Permission denied", detail);
      case NO_SPACE -> first("No space left on device", detail);
      default -> detail;
    };
  }

  private static String first(String words, String detail) {
    return detail.isEmpty() ? words : words + " (" + detail + ")";
  }

  private static String detail(int status, String said) {
    if (status == 0) {
      return said;
    }
    return said.isEmpty() ? "HTTP " + status : "HTTP " + status + ": " + said;
  }

  /** What it says, and the innermost cause if that says more. */
  static String of(Throwable cause) {
    String text = text(cause);
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String inner = text(root);
    String all = text.contains(inner) ? text : text + ": " + inner;
    return cause instanceof UnknownHostException ? "Name or service not known: " + all : all;
  }

  private static String text(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
