package io.tern.orchestrator.api.fts3.job;

import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.lookup.Found;
import io.tern.orchestrator.journal.wire.Verdict;

/**
 * What came of a change asked for one job.
 *
 * @param found the job after it
 * @param httpMessage empty on success
 */
record Done(Found found, String httpStatus, String httpMessage) {

  static Done ok(Found found) {
    return new Done(found, "200 Ok", "");
  }

  static Done terminal(Found found) {
    return new Done(found, "304 Not Modified", "The job is in a terminal state");
  }

  static Done of(Found found, Verdict verdict) {
    return switch (verdict.getStatus()) {
      case 200, 201, 204 -> ok(found);
      case 304 -> terminal(found);
      default -> new Done(found, Answers.statusLine(verdict.getStatus()), verdict.getMessage());
    };
  }

  /** Of the element; a job that had ended counts as success. */
  int status() {
    if (found.status() != 200) {
      return found.status();
    }
    int told = Integer.parseInt(httpStatus, 0, 3, 10);
    return told == 304 ? 200 : told;
  }
}
