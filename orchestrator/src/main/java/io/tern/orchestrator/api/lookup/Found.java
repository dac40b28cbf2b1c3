package io.tern.orchestrator.api.lookup;

import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.view.StoredJob;

/** What became of an id that a caller asked for. */
public sealed interface Found {

  /** The id as the caller wrote it. */
  String id();

  /** It is there and the caller may see it. */
  record Visible(String id, StoredJob job) implements Found {}

  /** It is there, but not for this caller. */
  record Forbidden(String id) implements Found {}

  /** There is none. */
  record Missing(String id) implements Found {}

  /** The HTTP status that fits it. */
  default int status() {
    return switch (this) {
      case Visible v -> 200;
      case Forbidden f -> 403;
      case Missing m -> 404;
    };
  }

  /** What is told when it is not visible. */
  default String message() {
    return switch (this) {
      case Visible v -> "";
      case Forbidden f -> "Not enough permissions to check the job \"" + id() + "\"";
      case Missing m -> "No job with the id \"" + id() + "\" has been found";
    };
  }

  /** The job, or the refusal in the usual shape. */
  default StoredJob orRefuse() {
    return switch (this) {
      case Visible v -> v.job();
      default -> throw new Refusal(status(), message());
    };
  }
}
