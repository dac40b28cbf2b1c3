package io.tern.ledger;

import io.tern.job.Link;
import io.tern.setting.Settings;

/**
 * What operators have set for the disk copies of files that belong on tape.
 *
 * @param keepSource a source that was brought online is not released once it is copied (FTS's
 *     {@code skip_eviction})
 * @param replaceDestination a destination may be overwritten as long as it is on disk only (FTS's
 *     {@code overwrite_disk_enabled})
 */
public record OnDisk(boolean keepSource, boolean replaceDestination) {
  static OnDisk of(Settings settings, Link link) {
    return new OnDisk(
        Boolean.TRUE.equals(settings.storage(link.source()).skipEviction()),
        Boolean.TRUE.equals(settings.storage(link.destination()).overwriteDiskEnabled()));
  }
}
