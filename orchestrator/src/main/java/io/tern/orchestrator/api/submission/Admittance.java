package io.tern.orchestrator.api.submission;

import io.tern.job.StorageName;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.setting.Ban;
import io.tern.setting.Settings;
import java.util.function.Supplier;

/** What the settings that hold say of the submissions of a VO. */
public record Admittance(Supplier<Settings> settings) {

  /** Refuses one that touches a storage which takes none from the VO. */
  void refuseBanned(String storage, String vo) {
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

  /** Whether they are refused while another is to write one of their destinations. */
  boolean checksDuplicates(String vo) {
    return Boolean.TRUE.equals(settings.get().global(vo).checkDuplicates());
  }
}
