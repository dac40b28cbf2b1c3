package io.tern.job;

/**
 * What kind of trouble ended an attempt. Adapters decide it once, where the error enters; back-off
 * and breakers go by it. The number is the errno that FTS reports for it.
 */
public enum FailureClass {
  NOT_FOUND(2),
  EXISTS(17),
  PERMISSION(13),
  CREDENTIAL(13),
  NO_SPACE(28),
  CHECKSUM(5),
  SIZE_MISMATCH(22),
  CONNECTION(111),
  NAME_RESOLUTION(113),
  TIMEOUT(110),
  STALLED(110),
  INTERRUPTED(104),
  OVERLOADED(11),
  STORAGE_IO(5),
  /** The source is on tape and not on disk. */
  NOT_ONLINE(5),
  UNSUPPORTED(93),
  INVALID(22),
  TLS(70),
  EXPIRED_IN_QUEUE(110),
  CANCELED(125),
  /** Tern's own fault. */
  ORCHESTRATOR(71);

  private final int errno;

  FailureClass(int errno) {
    this.errno = errno;
  }

  public int errno() {
    return errno;
  }

  /** Whether a storage that can be reached and serves would have served the attempt. */
  public boolean tellsOfStorage() {
    return tellsOfLoad() || this == NAME_RESOLUTION;
  }

  /** Whether a storage with less to do might have served the attempt. */
  public boolean tellsOfLoad() {
    return switch (this) {
      case CONNECTION, TIMEOUT, STALLED, INTERRUPTED, OVERLOADED, STORAGE_IO, TLS -> true;
      case NOT_FOUND,
          EXISTS,
          PERMISSION,
          CREDENTIAL,
          NO_SPACE,
          CHECKSUM,
          SIZE_MISMATCH,
          NOT_ONLINE,
          NAME_RESOLUTION,
          UNSUPPORTED,
          INVALID,
          EXPIRED_IN_QUEUE,
          CANCELED,
          ORCHESTRATOR ->
          false;
    };
  }
}
