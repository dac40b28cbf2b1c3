package io.tern.loadtest.scheduling.world;

import java.util.List;

/**
 * Files of a community that come at once.
 *
 * @param storage where they are wanted by a time; where they were staged, if by none
 * @param deadlineMs {@link io.tern.job.Urgency#NO_DEADLINE} for none
 * @param feasible whether the community could copy it in that time by the share-fair bound, copying
 *     nothing else there
 */
record Campaign(
    int storage, int share, long releaseMs, long deadlineMs, boolean feasible, List<File> files) {

  /**
   * @param id by which it is known in the whole run
   */
  record File(int link, int priority, long bytes, long id) {}
}
