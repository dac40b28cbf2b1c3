package io.tern.storage.mock;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.storage.StorageException;
import io.vertx.core.Future;

/** Failures by Linux error number, with the words of {@code strerror}. */
final class Errno {
  static final long EPERM = 1;
  static final long ENOENT = 2;

  private Errno() {}

  static <T> Future<T> failed(long errno, Phase phase) {
    return Future.failedFuture(exception(errno, phase));
  }

  static StorageException exception(long errno, Phase phase) {
    return new StorageException(failure(errno, Side.GENERAL_FAILURE, phase));
  }

  static Failure failure(long errno, Side side, Phase phase) {
    FailureClass kind = kind((int) errno);
    return new Failure(kind, side, phase, retryable(kind), text((int) errno));
  }

  private static FailureClass kind(int errno) {
    return switch (errno) {
      case 2 -> FailureClass.NOT_FOUND;
      case 1, 13, 30 -> FailureClass.PERMISSION;
      case 17 -> FailureClass.EXISTS;
      case 28, 122 -> FailureClass.NO_SPACE;
      case 11, 16 -> FailureClass.OVERLOADED;
      case 7, 20, 21, 22, 36 -> FailureClass.INVALID;
      case 93, 95 -> FailureClass.UNSUPPORTED;
      case 104 -> FailureClass.INTERRUPTED;
      case 110 -> FailureClass.TIMEOUT;
      case 111 -> FailureClass.CONNECTION;
      case 113 -> FailureClass.NAME_RESOLUTION;
      case 125 -> FailureClass.CANCELED;
      default -> FailureClass.STORAGE_IO;
    };
  }

  private static boolean retryable(FailureClass kind) {
    return switch (kind) {
      case NOT_FOUND, PERMISSION, EXISTS, INVALID, UNSUPPORTED, CANCELED -> false;
      default -> true;
    };
  }

  private static String text(int errno) {
    return switch (errno) {
      case 1 -> "Operation not permitted";
      case 2 -> "No such file or directory";
      case 5 -> "Input/output error";
      case 11 -> "Resource temporarily unavailable";
      case 13 -> "Permission denied";
      case 17 -> "File exists";
      case 21 -> "Is a directory";
      case 22 -> "Invalid argument";
      case 28 -> "No space left on device";
      case 104 -> "Connection reset by peer";
      case 110 -> "Connection timed out";
      case 111 -> "Connection refused";
      case 113 -> "No route to host";
      case 125 -> "Operation canceled";
      default -> "errno " + errno;
    };
  }
}
