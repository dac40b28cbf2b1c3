package io.tern.loadtest.farm.copy;

import java.util.Locale;

/** How a COPY ended, by the names of the farm's log. */
public enum CopyEnd {
  /** The destination holds what the source holds. */
  DONE,
  /** The storage said success, and the destination is not what the source is. */
  CORRUPT,
  /** The destination was removed while it was written to; nothing is left. */
  UNLINKED,
  /** The answer had a failure line. */
  FAILED,
  /** Nothing was started. */
  REFUSED,
  /** The connection was closed in mid-copy. */
  RESET,
  /** The answer had no result line. */
  TRUNCATED,
  /** The storage stopped because its client had left; a partial file stays. */
  ABANDONED,
  /** The storage never answered, and the client left. */
  UNANSWERED;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static CopyEnd ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
