package io.tern.cli.canary;

import java.util.Locale;

/** How one copy of the canary went. */
public enum Outcome {
  DONE,
  /** The job was taken and came to another end. */
  FAILED,
  /** It was not over in time, and was cancelled. */
  LATE,
  /** The service could not be reached, or did not take it. */
  REFUSED;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
