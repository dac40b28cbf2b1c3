package io.tern.explain;

import io.tern.job.StorageName;
import io.tern.setting.Ban;
import io.tern.setting.Settings;
import io.tern.setting.Settings.Written;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Who is kept from a storage, by whom, since when and why. */
public final class Banned {
  /** Bans that are told one by one: each VO may have its own. */
  private static final int MOST = 10;

  private Banned() {}

  public static List<Reason> of(Settings settings, StorageName storage) {
    List<Written<Ban.OfStorage>> bans =
        settings.all(Ban.OfStorage.class).stream()
            .filter(ban -> ban.setting().storage().equals(storage))
            .toList();
    List<Reason> reasons = new ArrayList<>();
    bans.stream().limit(MOST).map(Banned::reason).forEach(reasons::add);
    if (bans.size() > MOST) {
      reasons.add(
          new Reason(
              "ban",
              "Storage %s is banned for %d more VOs.".formatted(storage, bans.size() - MOST)));
    }
    return reasons;
  }

  private static Reason reason(Written<Ban.OfStorage> written) {
    Ban.OfStorage ban = written.setting();
    String does = ban.status() == Ban.Status.CANCEL ? "are cancelled" : "wait";
    return new Reason(
        "ban",
        "%s banned storage %s for %s at %s%s: its transfers %s%s"
            .formatted(
                written.by(),
                ban.storage(),
                ban.vo(),
                Instant.ofEpochMilli(written.atMs()),
                until(ban, written.atMs()),
                does,
                ban.message().isEmpty() ? "." : " (" + ban.message() + ")."));
  }

  private static String until(Ban ban, long sinceMs) {
    return ban.timeoutS() == 0
        ? ""
        : " until " + Instant.ofEpochMilli(sinceMs + ban.timeoutS() * 1_000L);
  }
}
