package io.tern.ledger;

import io.tern.job.Link;
import io.tern.job.StorageName;
import io.tern.setting.Ban;
import io.tern.setting.Global;
import io.tern.setting.Order;
import io.tern.setting.Settings;
import io.tern.setting.Settings.Written;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the settings bar from starting; made anew when they change. */
final class Bars {
  private final Map<StorageName, Map<String, Ban>> storages = new HashMap<>();
  private final Map<String, Ban> users = new HashMap<>();
  private final List<Written<Order.Cancel>> cancels;
  private final Map<String, Long> ends = new HashMap<>();
  private long firstEndMs = Long.MAX_VALUE;

  Bars(Settings settings) {
    for (Written<Ban.OfStorage> written : settings.all(Ban.OfStorage.class)) {
      Ban.OfStorage ban = written.setting();
      storages.computeIfAbsent(ban.storage(), storage -> new HashMap<>()).put(ban.vo(), ban);
      end(ban, written.atMs());
    }
    for (Written<Ban.OfUser> written : settings.all(Ban.OfUser.class)) {
      users.put(written.setting().dn(), written.setting());
      end(written.setting(), written.atMs());
    }
    cancels = settings.all(Order.Cancel.class);
  }

  private void end(Ban ban, long sinceMs) {
    if (ban.timeoutS() > 0) {
      long endMs = sinceMs + ban.timeoutS() * 1_000L;
      ends.put(ban.name(), endMs);
      firstEndMs = Math.min(firstEndMs, endMs);
    }
  }

  boolean isEmpty() {
    return storages.isEmpty() && users.isEmpty() && cancels.isEmpty();
  }

  /** When the first ban ends by itself. */
  long firstEndMs() {
    return firstEndMs;
  }

  /** The names of bans that have ended by themselves. */
  List<String> ended(long nowMs) {
    return ends.entrySet().stream()
        .filter(end -> end.getValue() <= nowMs)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** Orders that are being carried out. */
  List<Written<Order.Cancel>> cancels() {
    return cancels;
  }

  /** By which order a whole job is to be cancelled. */
  Optional<Written<Order.Cancel>> cancel(Job job) {
    return cancels.isEmpty()
        ? Optional.empty()
        : cancels.stream()
            .filter(order -> order.setting().covers(job.terms.vo(), job.first()))
            .findFirst();
  }

  @Nullable Ban ofUser(Job job) {
    return users.get(job.terms.user());
  }

  /** What a VO meets on a link: one that cancels before one that lets wait. */
  @Nullable Ban onLink(String vo, Link link) {
    if (storages.isEmpty()) {
      return null;
    }
    Ban source = at(link.source(), vo);
    Ban destination = at(link.destination(), vo);
    boolean cancels = destination != null && destination.status() == Ban.Status.CANCEL;
    return source == null || cancels ? destination : source;
  }

  /** What is banned that a job's transfer on a link meets, for people. */
  String sentence(Job job, Link link) {
    Ban ofUser = ofUser(job);
    Ban ban = ofUser == null ? onLink(job.terms.vo(), link) : ofUser;
    return switch (ban) {
      case Ban.OfStorage storage ->
          "Storage %s is banned for %s%s."
              .formatted(storage.storage(), storage.vo(), because(storage));
      case Ban.OfUser user -> "Its user is banned" + because(user) + ".";
      case null -> "It was held by a ban that is over, and is let go now.";
    };
  }

  private static String because(Ban ban) {
    return ban.message().isEmpty() ? "" : ": " + ban.message();
  }

  private @Nullable Ban at(StorageName storage, String vo) {
    Map<String, Ban> bans = storages.get(storage);
    if (bans == null) {
      return null;
    }
    Ban own = bans.get(vo);
    return own == null ? bans.get(Global.ANY) : own;
  }
}
