package io.tern.explain;

import io.tern.job.TransferState;
import java.time.Instant;
import java.util.List;

/** What the record of a transfer tells by itself. */
public final class Seen {
  private Seen() {}

  /**
   * @param attempt the number of its latest, 0 before the first
   * @param sinceMs of the state, in milliseconds since the epoch
   * @param retryAtMs until when it rests, 0 for not
   * @param reason of its state, empty for none
   */
  public static List<Reason> of(
      TransferState state, int attempt, long sinceMs, long retryAtMs, String reason) {
    Instant since = Instant.ofEpochMilli(sinceMs);
    String why = reason.isEmpty() ? "." : ": " + reason;
    return switch (state) {
      case FINISHED ->
          List.of(new Reason("finished", "Attempt %d was done at %s.".formatted(attempt, since)));
      case FAILED -> List.of(new Reason("failed", "It was given up at " + since + why));
      case CANCELED -> List.of(new Reason("canceled", "It was cancelled at " + since + why));
      default ->
          retryAtMs == 0
              ? List.of()
              : List.of(
                  new Reason(
                      "back-off-until",
                      "After attempt %d it rests until %s."
                          .formatted(attempt, Instant.ofEpochMilli(retryAtMs))));
    };
  }

  /** Of one that its job never came to, and that is over with it. */
  public static Reason notUsed() {
    return new Reason("not-used", "Its job ended without it.");
  }
}
