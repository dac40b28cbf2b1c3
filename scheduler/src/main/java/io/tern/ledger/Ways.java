package io.tern.ledger;

import io.tern.job.Link;
import io.tern.setting.Settings;
import io.tern.setting.StorageRule.ThirdPartyCopy;
import org.jspecify.annotations.Nullable;

/**
 * Which ways of a copy operators leave open; which of them the storages can go is for the agent to
 * find out.
 *
 * @param pull the destination may be the active side
 * @param push the source may be
 * @param streamed the bytes may go through the agent
 */
public record Ways(boolean pull, boolean push, boolean streamed) {

  /** As in FTS, PULL and PUSH say of a storage as what it may be active. */
  static Ways of(Settings settings, Link link, String vo) {
    return new Ways(
        allows(settings.storage(link.destination()).tpc(), ThirdPartyCopy.PULL),
        allows(settings.storage(link.source()).tpc(), ThirdPartyCopy.PUSH),
        !Boolean.TRUE.equals(settings.global(vo).noStreaming()));
  }

  private static boolean allows(@Nullable ThirdPartyCopy set, ThirdPartyCopy way) {
    return set == null || set == ThirdPartyCopy.FULL || set == way;
  }
}
