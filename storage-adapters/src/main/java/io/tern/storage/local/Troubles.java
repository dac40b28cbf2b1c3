package io.tern.storage.local;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.storage.failure.Catalogue;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What the disk's exceptions mean; messages do not name the machine's own paths. */
final class Troubles {
  private Troubles() {}

  static Failure of(Throwable cause) {
    return switch (cause) {
      case NoSuchFileException none -> failure(FailureClass.NOT_FOUND, "No such file or directory");
      case FileAlreadyExistsException exists ->
          failure(FailureClass.EXISTS, Catalogue.DESTINATION_EXISTS);
      case AccessDeniedException denied ->
          failure(
              FailureClass.PERMISSION,
              "Permission denied" + (denied.getReason() == null ? "" : ": " + denied.getReason()));
      case IsDirectory directory -> failure(FailureClass.INVALID, "Is a directory");
      case DirectoryNotEmptyException full -> failure(FailureClass.INVALID, "Directory not empty");
      case NotDirectoryException file -> failure(FailureClass.NOT_FOUND, "No such directory");
      default -> disk(String.valueOf(cause.getMessage()));
    };
  }

  private static Failure disk(String message) {
    boolean full = message.contains("No space left") || message.contains("quota");
    return new Failure(
        full ? FailureClass.NO_SPACE : FailureClass.STORAGE_IO,
        Side.GENERAL_FAILURE,
        Phase.TRANSFER_PREPARATION,
        true,
        full ? "No space left on device" : "Input/output error");
  }

  static Failure failure(FailureClass kind, String message) {
    return new Failure(kind, Side.GENERAL_FAILURE, Phase.TRANSFER_PREPARATION, false, message);
  }
}
