package io.tern.explain;

import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import java.util.List;

/** What an attempt came to grief at, and what would help. */
public final class Failed {
  private Failed() {}

  /**
   * @param attempt its number, from 1
   */
  public static List<Reason> of(
      int attempt, FailureClass failure, Side side, Phase phase, String message) {
    return List.of(
        new Reason(
            "failure",
            "Attempt %d failed with %s (%s, %s): %s"
                .formatted(attempt, failure, side, phase, message)),
        new Reason("help", help(failure, side)));
  }

  private static String help(FailureClass failure, Side side) {
    String storage = side == Side.SOURCE ? "the source" : "the destination";
    return switch (failure) {
      case NOT_FOUND -> "Trying again does not help: see whether the file is at " + storage + ".";
      case EXISTS -> "Submit it with overwrite, or remove what is at the destination.";
      case PERMISSION -> "See whether the owner may do this at " + storage + ".";
      case CREDENTIAL -> "Delegate again, or submit with a token that is valid.";
      case NO_SPACE -> "It needs room at the destination.";
      case CHECKSUM, SIZE_MISMATCH ->
          "Compare the file at the source with what the job says of it; one of them is wrong.";
      case CONNECTION, TIMEOUT, STALLED, INTERRUPTED, OVERLOADED, STORAGE_IO ->
          "It passes with time in most cases: submit it again, or with more retries.";
      case NOT_ONLINE -> "Submit it with bring_online, or with a longer pin if it was.";
      case NAME_RESOLUTION -> "See whether the storage's name is right and known to DNS.";
      case UNSUPPORTED -> "The two storages cannot copy between each other in this way.";
      case INVALID -> "The submission is at fault: mend it, and submit again.";
      case TLS -> "See whether the storage's certificate is valid and trusted here.";
      case EXPIRED_IN_QUEUE -> "Submit it with a longer time in queue, or a higher priority.";
      case CANCELED -> "Nothing went wrong: it was stopped.";
      case ORCHESTRATOR -> "The fault is not yours: tell the operators.";
    };
  }
}
