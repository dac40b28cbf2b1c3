package io.tern.cli.wire;

/** Exit codes; scripts rely on them. */
public enum Exit {
  /** Done; of jobs that were waited for: all finished. */
  OK(0),
  /** The server could not be reached, or did not do what was asked. */
  IO(1),
  /** Wrong command line, profile or job file. */
  USAGE(2),
  /** A job that was waited for failed. */
  FAILED(3),
  /** A job that was waited for finished in part. */
  PARTIAL(4),
  /** A job that was waited for was cancelled. */
  CANCELED(5),
  /** The time to wait was over first. */
  TIMEOUT(6),
  /** Not known, or not allowed to. */
  FORBIDDEN(7),
  NOT_FOUND(8);

  private final int code;

  Exit(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /** What a job in a final state comes to. */
  public static Exit of(String jobState) {
    return switch (jobState) {
      case "FINISHED" -> OK;
      case "FINISHEDDIRTY" -> PARTIAL;
      case "CANCELED" -> CANCELED;
      default -> FAILED;
    };
  }
}
