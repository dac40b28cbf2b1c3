package io.tern.orchestrator.api.submission;

import io.tern.job.StorageName;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.setting.Ban;
import io.tern.setting.Settings;
import java.util.function.Supplier;

/** Refuses submissions that touch a storage which takes none from their VO. */
public record Bans(Supplier<Settings> settings) {

  void refuse(String storage, String vo) {
    boolean banned =
        settings
            .get()
            .ban(new StorageName(storage), vo)
            .filter(ban -> ban.setting().status() != Ban.Status.WAIT_AS)
            .isPresent();
    if (banned) {
      throw Refusal.forbidden(storage + " is banned");
    }
  }
}
