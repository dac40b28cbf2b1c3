package io.tern.orchestrator.api.fts3.job;

import java.util.Optional;

/** File ids in paths. */
final class FileIds {
  private FileIds() {}

  /** Empty when {@code text} is the id of no file. */
  static Optional<Long> parse(String text) {
    try {
      return Optional.of(Long.parseLong(text)).filter(id -> id >= 0);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
