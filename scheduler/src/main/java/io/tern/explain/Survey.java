package io.tern.explain;

import io.tern.job.Link;
import io.tern.job.StorageName;
import io.tern.schedule.Occupancy;
import io.tern.setting.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a link or a storage stands, in numbers and in sentences: what binds before all else. */
public record Survey(List<Bound> bounds, List<Reason> reasons) {
  public Survey {
    bounds = List.copyOf(bounds);
    reasons = List.copyOf(reasons);
  }

  /**
   * @param way what a transfer on the link passes, in the order of asking, the link last
   */
  public static Survey ofLink(Link link, List<Limited> way, Occupancy pool, Settings settings) {
    boolean waits = way.getLast().isWaitedFor();
    Optional<Limited> binding = way.stream().filter(limit -> waits && limit.isFull()).findFirst();
    List<Reason> reasons = new ArrayList<>();
    reasons.addAll(Banned.of(settings, link.destination()));
    reasons.addAll(Banned.of(settings, link.source()));
    reasons.add(Demand.of(way.getLast()));
    binding.map(Demand::full).ifPresent(reasons::add);
    if (waits && binding.isEmpty()) {
      reasons.add(Demand.inTurn(pool));
    }
    List<Bound> bounds = new ArrayList<>();
    for (Limited limit : way) {
      boolean binds = binding.filter(limit::equals).isPresent();
      bounds.add(limit.bound(binds));
      reasons.addAll(history(limit, binds, settings));
    }
    return new Survey(bounds, reasons);
  }

  /**
   * @param sides what goes into it, and what goes out of it
   */
  public static Survey ofStorage(StorageName storage, List<Limited> sides, Settings settings) {
    List<Bound> bounds = new ArrayList<>();
    List<Reason> reasons = new ArrayList<>(Banned.of(settings, storage));
    for (Limited side : sides) {
      boolean binds = side.isFull() && side.room().isSought();
      bounds.add(side.bound(binds));
      reasons.add(Demand.of(side));
      if (side.isWaitedFor()) {
        reasons.add(binds ? Demand.full(side) : Demand.elsewhere(side));
      }
      reasons.addAll(history(side, binds, settings));
    }
    return new Survey(bounds, reasons);
  }

  /** What made a limit what it is; of one that binds, a breaker is told already. */
  private static List<Reason> history(Limited limit, boolean binds, Settings settings) {
    List<Reason> reasons = new ArrayList<>();
    if (!binds) {
      Learnt.breaker(limit).ifPresent(reasons::add);
    }
    Learnt.noSpace(limit).ifPresent(reasons::add);
    reasons.add(Learnt.window(limit));
    reasons.addAll(Ordered.of(settings, limit.limit()));
    return reasons;
  }
}
