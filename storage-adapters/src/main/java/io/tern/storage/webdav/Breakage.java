package io.tern.storage.webdav;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.storage.StorageException;
import io.vertx.core.VertxException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateExpiredException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What it means when no answer came: exceptions of the way to a storage. */
final class Breakage {
  private Breakage() {}

  static Failure of(Throwable cause, Side side, Phase phase) {
    if (cause instanceof StorageException known) {
      Failure failure = known.failure();
      return new Failure(
          failure.failureClass(), side, phase, failure.retryable(), failure.message());
    }
    FailureClass kind = kind(cause);
    boolean retryable = kind == FailureClass.TLS ? hasExpired(cause) : kind != FailureClass.INVALID;
    return new Failure(kind, side, phase, retryable, Redaction.of(words(cause)));
  }

  private static FailureClass kind(Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof UnknownHostException) {
        return FailureClass.NAME_RESOLUTION;
      }
      if (at instanceof SSLException || at instanceof GeneralSecurityException) {
        return FailureClass.TLS;
      }
      if (at instanceof ConnectException) {
        return FailureClass.CONNECTION;
      }
      if (at instanceof TimeoutException) {
        return FailureClass.TIMEOUT;
      }
      if (at instanceof IllegalArgumentException) {
        return FailureClass.INVALID;
      }
    }
    return FailureClass.CONNECTION;
  }

  private static boolean hasExpired(@Nullable Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof CertificateExpiredException) {
        return true;
      }
    }
    return false;
  }

  private static String words(Throwable cause) {
    String message = cause.getMessage();
    String text = message == null ? cause.getClass().getSimpleName() : message;
    return cause instanceof UnknownHostException ? "Name or service not known: " + text : text;
  }

  /** Whether the same request on a fresh connection may fare better. */
  static boolean isWorthRepeating(Throwable cause) {
    return !(cause instanceof StorageException)
        && switch (kind(cause)) {
          case CONNECTION, TIMEOUT -> true;
          default -> false;
        };
  }

  /** A fast end without the cost of a stack trace. */
  static VertxException timeOut(String what) {
    return new VertxException(what, new TimeoutException(what), true);
  }

  /** More requests wait for {@code storage} than may. */
  static StorageException full(String storage, int most) {
    return new StorageException(
        new Failure(
            FailureClass.OVERLOADED,
            Side.GENERAL_FAILURE,
            Phase.TRANSFER_PREPARATION,
            true,
            "requests waiting for %s: %d, no more allowed".formatted(storage, most)));
  }
}
