package io.tern.storage.failure;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.storage.CopyRequest.Direction;
import io.tern.storage.StorageException;

/**
 * What storages' answers mean: from status, words, exception and direction to the class of the
 * failure, the side it lies at, and whether another attempt makes sense. Decided once, here. Words
 * that no row of the table knows are counted. Safe for any thread.
 */
public final class Catalogue {
  /** The words Rucio looks for; exact. */
  public static final String DESTINATION_EXISTS =
      "Destination file exists and overwrite is not enabled";

  private final UnknownAnswers unknown;

  public Catalogue(UnknownAnswers unknown) {
    this.unknown = unknown;
  }

  /** A metadata request's failure; its side is for the caller to know. */
  public Failure ofRequest(int status, String body) {
    return of(Signal.answer(status, body, null), Phase.TRANSFER_PREPARATION, body);
  }

  /** A COPY that was answered without a result line. */
  public Failure ofAnswer(int status, String body, Direction direction) {
    return of(Signal.answer(status, body, direction), Phase.TRANSFER, body);
  }

  /** A COPY that ended with a result line other than success. */
  public Failure ofResult(String line, Direction direction) {
    return of(Signal.answer(0, line, direction), Phase.TRANSFER, line);
  }

  /** No answer came; {@code side} is whom the way led to. */
  public static Failure ofException(Throwable cause, Side side, Phase phase) {
    if (cause instanceof StorageException known) {
      return known.at(side, phase).failure();
    }
    Rows.Row row = Rows.of(Signal.exception(cause));
    String words = Redaction.of(Wording.of(cause));
    return new Failure(row.failureClass(), side, phase, row.retryable(), words);
  }

  private Failure of(Signal signal, Phase phase, String words) {
    Rows.Row row = Rows.of(signal);
    if (row.guess() && !words.isBlank()) {
      unknown.add(words);
    }
    Side side = side(row.who(), signal);
    FailureClass kind = row.failureClass();
    String message = Wording.of(kind, side, signal.status(), Redaction.of(words));
    return new Failure(kind, side, phase, row.retryable(), message);
  }

  /** The side that is asked for a copy. */
  public static Side active(Direction direction) {
    return direction == Direction.PULL ? Side.DESTINATION : Side.SOURCE;
  }

  private static Side passive(Direction direction) {
    return direction == Direction.PULL ? Side.SOURCE : Side.DESTINATION;
  }

  private static Side side(Rows.Who who, Signal signal) {
    Direction direction = signal.direction();
    if (direction == null) {
      return Side.GENERAL_FAILURE;
    }
    return switch (who) {
      case ACTIVE -> active(direction);
      case PASSIVE -> passive(direction);
      case SOURCE -> Side.SOURCE;
      case DESTINATION -> Side.DESTINATION;
      case TRANSFER -> Side.TRANSFER;
      case TERN -> Side.GENERAL_FAILURE;
    };
  }
}
