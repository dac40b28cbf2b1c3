package io.tern.loadtest.audit;

import java.util.List;

/** A job as Tern shows it. */
record JobView(String jobId, String state, List<FileView> files) {
  /** A transfer as Tern shows it. */
  record FileView(long fileId, String state, String source, String destination) {
    boolean isTerminal() {
      return switch (state) {
        case "FINISHED", "FAILED", "CANCELED", "NOT_USED" -> true;
        default -> false;
      };
    }

    boolean isFinished() {
      return state.equals("FINISHED");
    }
  }

  boolean isTerminal() {
    return isInTerminalState() && files.stream().allMatch(FileView::isTerminal);
  }

  boolean isInTerminalState() {
    return switch (state) {
      case "FINISHED", "FAILED", "FINISHEDDIRTY", "CANCELED" -> true;
      default -> false;
    };
  }
}
