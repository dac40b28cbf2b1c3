package io.tern.ledger;

import io.tern.job.JobState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Jobs of which clients may have something else to see since they were taken last. */
final class Showing {
  private final Set<Job> touched = new LinkedHashSet<>();

  void touch(Job job) {
    touched.add(job);
  }

  List<Shown> take() {
    List<Shown> shown = new ArrayList<>(touched.size());
    for (Job job : touched) {
      JobState state = job.state();
      if (state != job.shown || job.isEnded()) {
        job.shown = state;
        shown.add(new Shown(job.record, state, job.isAtRest()));
      }
    }
    touched.clear();
    return shown;
  }
}
