package io.tern.storage.webdav;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.storage.CopyEnd;
import io.tern.storage.CopyRequest.Direction;
import io.tern.storage.failure.Catalogue;
import java.util.Locale;

/** What a copy left behind, by how its answer ended. */
final class Endings {
  private final Catalogue catalogue;

  Endings(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** By the line that says so. */
  CopyEnd said(Markers.Result result, Direction direction) {
    if (result.success()) {
      return new CopyEnd.Copied();
    }
    Failure failure = catalogue.ofResult(Markers.words(result.line()), direction);
    return failure.failureClass() == FailureClass.EXISTS
        ? new CopyEnd.Refused(failure, false)
        : new CopyEnd.Broken(failure);
  }

  /**
   * By a direct answer. A 4xx came before anything was written; of a 5xx that is not sure, and
   * behind a gateway's 502 or 504 the copy may still run.
   */
  CopyEnd answered(int status, String body, Direction direction) {
    Failure failure = catalogue.ofAnswer(status, body, direction);
    if (status < 500 || status == 501 || status == 503) {
      return new CopyEnd.Refused(failure, isWithoutThirdPartyCopy(failure));
    }
    return status == 502 || status == 504
        ? new CopyEnd.Unknown(failure)
        : new CopyEnd.Broken(failure);
  }

  /**
   * By an answer without a single word of third-party copy: plain WebDAV servers answer 201 or 204
   * after a copy inside themselves, or after none.
   */
  static CopyEnd silent(int status) {
    return passive("HTTP " + status + ": answered without a result: no third-party copy");
  }

  /** This side cannot be active. */
  static CopyEnd passive(String message) {
    return new CopyEnd.Refused(
        new Failure(FailureClass.UNSUPPORTED, Side.TRANSFER, Phase.TRANSFER, false, message), true);
  }

  /** Whether a refusal is a web server's own page, which says nothing of copies. */
  static boolean isWebPage(int status, String body) {
    String start = body.stripLeading().toLowerCase(Locale.ROOT);
    return status / 100 == 4 && (start.startsWith("<!doctype html") || start.startsWith("<html"));
  }

  private static boolean isWithoutThirdPartyCopy(Failure failure) {
    return failure.failureClass() == FailureClass.UNSUPPORTED && failure.side() == Side.TRANSFER;
  }
}
