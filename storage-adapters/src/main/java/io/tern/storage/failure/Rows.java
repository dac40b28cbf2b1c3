package io.tern.storage.failure;

import static io.tern.job.FailureClass.CANCELED;
import static io.tern.job.FailureClass.CHECKSUM;
import static io.tern.job.FailureClass.CONNECTION;
import static io.tern.job.FailureClass.CREDENTIAL;
import static io.tern.job.FailureClass.EXISTS;
import static io.tern.job.FailureClass.INTERRUPTED;
import static io.tern.job.FailureClass.INVALID;
import static io.tern.job.FailureClass.NAME_RESOLUTION;
import static io.tern.job.FailureClass.NOT_FOUND;
import static io.tern.job.FailureClass.NOT_ONLINE;
import static io.tern.job.FailureClass.NO_SPACE;
import static io.tern.job.FailureClass.OVERLOADED;
import static io.tern.job.FailureClass.PERMISSION;
import static io.tern.job.FailureClass.SIZE_MISMATCH;
import static io.tern.job.FailureClass.STORAGE_IO;
import static io.tern.job.FailureClass.TIMEOUT;
import static io.tern.job.FailureClass.TLS;
import static io.tern.job.FailureClass.UNSUPPORTED;
import static io.tern.storage.CopyRequest.Direction.PULL;
import static io.tern.storage.CopyRequest.Direction.PUSH;
import static io.tern.storage.failure.Signal.on;
import static io.tern.storage.failure.Signal.remote;
import static io.tern.storage.failure.Signal.remoteIn;
import static io.tern.storage.failure.Signal.says;
import static io.tern.storage.failure.Signal.status;
import static io.tern.storage.failure.Signal.statusIn;
import static io.tern.storage.failure.Signal.threw;
import static io.tern.storage.failure.Signal.threwSaying;

import io.tern.job.FailureClass;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateExpiredException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;

/**
 * The table itself; the first row that fits decides. Exceptions come first, since they have no
 * answer beside them. Words come before codes, since XRootD before 5.9 answers 400 and 500 to
 * nearly everything, and what the passive side said comes before what the active side says of
 * itself.
 *
 * <p>A missing file at a destination is a missing parent directory: worth another attempt, once it
 * was made.
 */
final class Rows {
  private static final boolean AGAIN = true;
  private static final boolean FINAL = false;

  /** At whom the failure lies, in the view of a copy. */
  enum Who {
    /** The side that was asked. */
    ACTIVE,
    /** The side that the active one reads from or writes to. */
    PASSIVE,
    SOURCE,
    DESTINATION,
    TRANSFER,
    TERN
  }

  /**
   * @param guess decided by the code alone: the words say nothing that is known
   */
  record Row(
      Predicate<Signal> when,
      FailureClass failureClass,
      Who who,
      boolean retryable,
      boolean guess) {}

  static final List<Row> ALL =
      List.of(
          row(threw(UnknownHostException.class), NAME_RESOLUTION, Who.ACTIVE, AGAIN),
          row(threw(CertificateExpiredException.class), TLS, Who.ACTIVE, AGAIN),
          row(
              threw(ClosedChannelException.class)
                  .or(threwSaying("connection closed while", "connection reset")),
              CONNECTION,
              Who.ACTIVE,
              AGAIN),
          row(threwSaying("handshake timed out"), TIMEOUT, Who.ACTIVE, AGAIN),
          row(
              threw(SSLException.class).or(threw(GeneralSecurityException.class)),
              TLS,
              Who.ACTIVE,
              FINAL),
          row(threw(ConnectException.class), CONNECTION, Who.ACTIVE, AGAIN),
          row(threw(TimeoutException.class), TIMEOUT, Who.ACTIVE, AGAIN),
          row(threw(IllegalArgumentException.class), INVALID, Who.ACTIVE, FINAL),
          row(threw(Throwable.class), CONNECTION, Who.ACTIVE, AGAIN),
          row(says("mismatch between client-provided and remote"), CHECKSUM, Who.SOURCE, FINAL),
          row(
              status(412)
                  .or(remote(412))
                  .or(says("file exists", "overwrite is false").and(says("checking if").negate())),
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
                  "bad overwrite",
                  "no storage area"),
              INVALID,
              Who.TERN,
              FINAL),
          row(
              status(507)
                  .or(remote(507))
                  .or(says("no space left", "not enough space", "quota", "disk full")),
              NO_SPACE,
              Who.DESTINATION,
              AGAIN),
          row(says("read-only file system"), PERMISSION, Who.DESTINATION, FINAL),
          row(
              says("proxy expired", "token expired", "token has expired"),
              CREDENTIAL,
              Who.ACTIVE,
              FINAL),
          row(says("request has expired", "expiredtoken"), CREDENTIAL, Who.PASSIVE, AGAIN),
          row(
              says("signaturedoesnotmatch", "invalidaccesskeyid", "requesttimetooskewed"),
              CREDENTIAL,
              Who.PASSIVE,
              FINAL),
          row(
              says("not online", "is on tape", "nearline", "no disk replica", "invalidobjectstate"),
              NOT_ONLINE,
              Who.SOURCE,
              FINAL),
          row(
              says("wrong content-length", "file size mismatch"),
              SIZE_MISMATCH,
              Who.DESTINATION,
              AGAIN),
          row(unverified(), CHECKSUM, Who.TRANSFER, FINAL),
          row(remote(404).and(on(PULL)).or(says("nosuchkey")), NOT_FOUND, Who.SOURCE, FINAL),
          row(remote(404, 409).and(on(PUSH)), NOT_FOUND, Who.DESTINATION, AGAIN),
          row(remote(401), CREDENTIAL, Who.PASSIVE, FINAL),
          row(remote(403), PERMISSION, Who.PASSIVE, FINAL),
          row(remote(405, 501).or(says("requested range")), UNSUPPORTED, Who.PASSIVE, FINAL),
          row(
              remote(408, 504).or(says("requesttimeout", "server not ready")),
              TIMEOUT,
              Who.PASSIVE,
              AGAIN),
          row(remote(423, 429, 502, 503), OVERLOADED, Who.PASSIVE, AGAIN),
          guess(remoteIn(500, 599), STORAGE_IO, Who.PASSIVE, AGAIN),
          guess(remoteIn(400, 499), INVALID, Who.PASSIVE, FINAL),
          row(
              says(
                  "number of redirections",
                  "redirects hit maximum",
                  "in put response",
                  "bad/illegal format"),
              INVALID,
              Who.PASSIVE,
              FINAL),
          row(
              says(
                  "failed to provide length",
                  "weird server reply",
                  "unrecognized or bad http",
                  "response code said error",
                  "contains no content"),
              STORAGE_IO,
              Who.PASSIVE,
              AGAIN),
          row(says("resolve proxy name"), NAME_RESOLUTION, Who.ACTIVE, AGAIN),
          row(
              says(
                  "resolve host",
                  "unknown source hostname",
                  "unknown destination hostname",
                  "unknownhostexception",
                  "name or service not known"),
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
                  "failed to connect",
                  "no route to host",
                  "network is unreachable"),
              CONNECTION,
              Who.PASSIVE,
              AGAIN),
          row(
              says(
                  "because no bytes have been",
                  "timeout was reached",
                  "operation too slow",
                  "sockettimeoutexception",
                  "socket timeout",
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
                  "recv failure",
                  "failed sending data",
                  "send failed",
                  "socket not ready",
                  "framing layer",
                  "failed to send put request",
                  "problem sending data",
                  "failed to respond",
                  "premature end of",
                  "truncated chunk",
                  "terminated the handshake",
                  "provided targetsize",
                  "connection reset",
                  "broken pipe",
                  "end-of-file was reached",
                  "unexpected eof"),
              INTERRUPTED,
              Who.TRANSFER,
              AGAIN),
          row(says("failed binding local"), CONNECTION, Who.ACTIVE, AGAIN),
          row(
              says(
                  "local ssl certificate",
                  "ssl ca cert",
                  "load crl",
                  "crypto engine",
                  "ssl cipher"),
              TLS,
              Who.ACTIVE,
              AGAIN),
          row(
              says(
                  "certificate has expired",
                  "certificateexpired",
                  "certificate_expired",
                  "available crl",
                  "ssl connect error"),
              TLS,
              Who.PASSIVE,
              AGAIN),
          row(says("ssl", "certificate", "pkix", "cert_", "fatal alert"), TLS, Who.PASSIVE, FINAL),
          row(says("client went away"), CANCELED, Who.TRANSFER, FINAL),
          row(
              says(
                  "failed to open local resource",
                  "transfer service unavailable",
                  "transfer not accepted",
                  "remotetransfermanager restarted",
                  "is shutting down",
                  "upload in progress",
                  "to select pool",
                  "for transfer to start",
                  "out of memory",
                  "failed to initialize internal",
                  "slowdown",
                  "aborted"),
              OVERLOADED,
              Who.ACTIVE,
              AGAIN),
          row(
              says(
                  "interacting with local filesystem",
                  "received data to disk",
                  "local data from file",
                  "internal transfer failure",
                  "libcurl"),
              STORAGE_IO,
              Who.ACTIVE,
              AGAIN),
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
          row(status(423, 429, 502, 503), OVERLOADED, Who.ACTIVE, AGAIN),
          guess(statusIn(300, 499), INVALID, Who.ACTIVE, FINAL),
          guess(signal -> signal.status() != 0, STORAGE_IO, Who.ACTIVE, AGAIN),
          guess(signal -> true, STORAGE_IO, Who.TRANSFER, AGAIN));

  private Rows() {}

  /** The row that fits; the last one fits all. */
  static Row of(Signal signal) {
    for (Row row : ALL) {
      if (row.when.test(signal)) {
        return row;
      }
    }
    throw new AssertionError("the last row fits all");
  }

  private static Row row(Predicate<Signal> when, FailureClass kind, Who who, boolean retryable) {
    return new Row(when, kind, who, retryable, false);
  }

  private static Row guess(Predicate<Signal> when, FailureClass kind, Who who, boolean retryable) {
    return new Row(when, kind, who, retryable, true);
  }

  /** The active side compared, and not that it came to no comparing. */
  private static Predicate<Signal> unverified() {
    return says(
            "verification failed",
            "do not match",
            "does not match remote",
            "checksum mismatch",
            "no useful checksum",
            "delete of remote file")
        .and(
            says("failed to connect", "shutting down", "failed to provide length", "certificate")
                .negate());
  }

  private static Predicate<Signal> missing() {
    return status(404).or(says("no such file", "parent resource does not exist", "nosuchbucket"));
  }
}
