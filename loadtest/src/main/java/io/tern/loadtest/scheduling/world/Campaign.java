package io.tern.loadtest.scheduling.world;

import java.util.List;

/**
 * What a community wants at a storage by a time.
 *
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
