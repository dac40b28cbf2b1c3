package io.tern.storage.webdav;

import static io.tern.job.FailureClass.CANCELED;
import static io.tern.job.FailureClass.CHECKSUM;
import static io.tern.job.FailureClass.CONNECTION;
import static io.tern.job.FailureClass.CREDENTIAL;
import static io.tern.job.FailureClass.EXISTS;
import static io.tern.job.FailureClass.INTERRUPTED;
import static io.tern.job.FailureClass.INVALID;
import static io.tern.job.FailureClass.NAME_RESOLUTION;
import static io.tern.job.FailureClass.NOT_FOUND;
import static io.tern.job.FailureClass.NO_SPACE;
import static io.tern.job.FailureClass.OVERLOADED;
import static io.tern.job.FailureClass.PERMISSION;
import static io.tern.job.FailureClass.STORAGE_IO;
import static io.tern.job.FailureClass.TIMEOUT;
import static io.tern.job.FailureClass.TLS;
import static io.tern.job.FailureClass.UNSUPPORTED;
import static io.tern.storage.CopyRequest.Direction.PULL;
import static io.tern.storage.CopyRequest.Direction.PUSH;
import static io.tern.storage.webdav.Signal.on;
import static io.tern.storage.webdav.Signal.remote;
import static io.tern.storage.webdav.Signal.remoteIn;
import static io.tern.storage.webdav.Signal.says;
import static io.tern.storage.webdav.Signal.status;
import static io.tern.storage.webdav.Signal.statusIn;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.storage.CopyRequest.Direction;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What storages' answers mean: one table, in which the first row that fits decides. Words come
 * before codes, since XRootD before 5.9 answers 400 and 500 to nearly everything, and what the
 * passive side said comes before what the active side says of itself.
 *
 * <p>A missing file at a destination is a missing parent directory: worth another attempt, once it
 * was made.
 */
final class Catalogue {
  static final String DESTINATION_EXISTS = "Destination file exists and overwrite is not enabled";

  private enum Who {
    /** The side that was asked. */
    ACTIVE,
    /** The side that the active one reads from or writes to. */
    PASSIVE,
    SOURCE,
    DESTINATION,
    TRANSFER,
    TERN
  }

  private static final boolean AGAIN = true;
  private static final boolean FINAL = false;

  private record Row(
      Predicate<Signal> when, FailureClass failureClass, Who who, boolean retryable) {}

  private static final List<Row> ROWS =
      List.of(
          row(says("mismatch between client-provided and remote"), CHECKSUM, Who.SOURCE, FINAL),
          row(
              status(412).or(remote(412)).or(says("file exists", "overwrite is false")),
              EXISTS,
              Who.DESTINATION,
              FINAL),
          row(says("to local/private addresses is forbidden"), PERMISSION, Who.ACTIVE, FINAL),
          row(says("unsupported protocol", "unsupported scheme"), UNSUPPORTED, Who.TERN, FINAL),
          row(
              says(
                  "unsupported credential",
                  "no source or destination",
                  "number of streams",
                  "bad overwrite"),
              INVALID,
              Who.TERN,
              FINAL),
          row(
              status(507).or(remote(507)).or(says("no space left on device", "quota")),
              NO_SPACE,
              Who.DESTINATION,
              AGAIN),
          row(says("verification failed", "do not match"), CHECKSUM, Who.TRANSFER, FINAL),
          row(remote(404).and(on(PULL)).or(says("nosuchkey")), NOT_FOUND, Who.SOURCE, FINAL),
          row(remote(404, 409).and(on(PUSH)), NOT_FOUND, Who.DESTINATION, AGAIN),
          row(remote(401), CREDENTIAL, Who.PASSIVE, FINAL),
          row(remote(403), PERMISSION, Who.PASSIVE, FINAL),
          row(remote(405, 501), UNSUPPORTED, Who.PASSIVE, FINAL),
          row(remote(408, 504), TIMEOUT, Who.PASSIVE, AGAIN),
          row(remote(429).or(remoteIn(500, 599)), OVERLOADED, Who.PASSIVE, AGAIN),
          row(remoteIn(400, 499), INVALID, Who.PASSIVE, FINAL),
          row(
              says("resolve host name", "unknown source hostname", "name or service not known"),
              NAME_RESOLUTION,
              Who.PASSIVE,
              AGAIN),
          row(
              says(
                  "couldn't connect",
                  "could not connect",
                  "connection refused",
                  "httphostconnectexception",
                  "connection failed for",
                  "failed to connect"),
              CONNECTION,
              Who.PASSIVE,
              AGAIN),
          row(
              says(
                  "no bytes have been received",
                  "timeout was reached",
                  "operation too slow",
                  "sockettimeoutexception",
                  "timed out"),
              TIMEOUT,
              Who.TRANSFER,
              AGAIN),
          row(
              says(
                  "partial file",
                  "failure when receiving data",
                  "server returned nothing",
                  "send failure",
                  "failed to send put request"),
              INTERRUPTED,
              Who.TRANSFER,
              AGAIN),
          row(says("certificate has expired", "crl"), TLS, Who.PASSIVE, AGAIN),
          row(says("ssl", "certificate", "pkix", "cert_"), TLS, Who.PASSIVE, FINAL),
          row(says("client went away"), CANCELED, Who.TRANSFER, FINAL),
          row(
              says(
                  "failed to open local resource",
                  "transfer service unavailable",
                  "transfer not accepted",
                  "remotetransfermanager restarted",
                  "is shutting down",
                  "upload in progress",
                  "aborted"),
              OVERLOADED,
              Who.ACTIVE,
              AGAIN),
          row(says("interacting with local filesystem"), STORAGE_IO, Who.ACTIVE, AGAIN),
          row(says("is a directory", "not a file"), INVALID, Who.SOURCE, FINAL),
          row(missing().and(on(PULL)), NOT_FOUND, Who.DESTINATION, AGAIN),
          row(missing().and(on(PUSH)), NOT_FOUND, Who.SOURCE, FINAL),
          row(missing(), NOT_FOUND, Who.ACTIVE, FINAL),
          row(status(401).and(says("permission denied").negate()), CREDENTIAL, Who.ACTIVE, FINAL),
          row(status(401, 403).or(says("permission denied")), PERMISSION, Who.ACTIVE, FINAL),
          row(status(409).and(on(PULL)), NOT_FOUND, Who.DESTINATION, AGAIN),
          row(says("request unknown"), UNSUPPORTED, Who.TRANSFER, FINAL),
          row(statusIn(200, 299).or(status(405, 501)), UNSUPPORTED, Who.TRANSFER, FINAL),
          row(status(408, 504), TIMEOUT, Who.ACTIVE, AGAIN),
          row(status(429, 502, 503), OVERLOADED, Who.ACTIVE, AGAIN),
          row(statusIn(300, 499), INVALID, Who.ACTIVE, FINAL),
          row(signal -> signal.status() != 0, STORAGE_IO, Who.ACTIVE, AGAIN),
          row(signal -> true, STORAGE_IO, Who.TRANSFER, AGAIN));

  private Catalogue() {}

  private static Row row(Predicate<Signal> when, FailureClass kind, Who who, boolean retryable) {
    return new Row(when, kind, who, retryable);
  }

  private static Predicate<Signal> missing() {
    return status(404).or(says("no such file", "parent resource does not exist", "nosuchbucket"));
  }

  /** A metadata request's failure; its side is for the caller to know. */
  static Failure ofRequest(int status, String body) {
    return of(Signal.answer(status, body, null), Phase.TRANSFER_PREPARATION, body);
  }

  /** A COPY that was answered without a result line. */
  static Failure ofAnswer(int status, String body, Direction direction) {
    return of(Signal.answer(status, body, direction), Phase.TRANSFER, body);
  }

  /** A COPY that ended with a result line other than success. */
  static Failure ofResult(String line, Direction direction) {
    return of(Signal.resultLine(line, direction), Phase.TRANSFER, line);
  }

  private static Failure of(Signal signal, Phase phase, String words) {
    for (Row row : ROWS) {
      if (row.when.test(signal)) {
        return new Failure(
            row.failureClass,
            side(row.who, signal.direction()),
            phase,
            row.retryable,
            message(row, signal, words));
      }
    }
    throw new AssertionError("the last row fits all");
  }

  private static String message(Row row, Signal signal, String words) {
    if (row.failureClass == EXISTS) {
      return DESTINATION_EXISTS;
    }
    String safe = Redaction.of(words);
    if (signal.status() == 0) {
      return safe;
    }
    return safe.isEmpty() ? "HTTP " + signal.status() : "HTTP " + signal.status() + ": " + safe;
  }

  static Side active(Direction direction) {
    return direction == PULL ? Side.DESTINATION : Side.SOURCE;
  }

  private static Side side(Who who, @Nullable Direction direction) {
    if (direction == null) {
      return Side.GENERAL_FAILURE;
    }
    return switch (who) {
      case ACTIVE -> active(direction);
      case PASSIVE -> direction == PULL ? Side.SOURCE : Side.DESTINATION;
      case SOURCE -> Side.SOURCE;
      case DESTINATION -> Side.DESTINATION;
      case TRANSFER -> Side.TRANSFER;
      case TERN -> Side.GENERAL_FAILURE;
    };
  }
}
