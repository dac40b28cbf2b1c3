package io.tern.explain;

import io.tern.job.StorageName;

/** That a destination has no room for what it is to take. */
final class NoSpace {
  private NoSpace() {}

  /**
   * @param whose the VO, or several
   */
  static Reason at(StorageName destination, String whose) {
    return new Reason(
        "no-space",
        "%s has said that it has no room for %s: one copy is let in from time to time, to see."
            .formatted(destination, whose));
  }
}
