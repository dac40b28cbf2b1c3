package io.tern.cli.wire;

import java.util.Set;

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

  private static final Set<String> FINAL =
      Set.of("FINISHED", "FAILED", "FINISHEDDIRTY", "CANCELED");

  private final int code;

  Exit(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /** Whether a job in this state stays in it. */
  public static boolean isFinal(String jobState) {
    return FINAL.contains(jobState);
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
