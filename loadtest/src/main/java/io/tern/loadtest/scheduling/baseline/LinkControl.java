package io.tern.loadtest.scheduling.baseline;

import io.tern.job.Failure;
import io.tern.limit.Ceilings;
import io.tern.limit.Limit;
import io.tern.loadtest.scheduling.policy.Control;
import io.tern.loadtest.scheduling.policy.Setting;
import io.tern.schedule.Scheduler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

/** Sets a limit for each link on its own, under limits of storages that stay. */
public final class LinkControl implements Control {
  private static final int FIRST = 10;

  /** The limit of one link, from what is observed of it. */
  interface LinkLimit {
    /** A copy has ended after a time. */
    void done(long bytes, long tookMs, long nowMs);

    void failed(long nowMs);

    /** The limit from now on. */
    int value(int used, long nowMs);
  }

  private record Flight(int link, long startMs) {}

  private final Setting setting;
  private final Map<Limit, Integer> storages;
  private final long periodMs;
  private final List<LinkLimit> limits = new ArrayList<>();
  private final Map<Integer, Flight> flights = new HashMap<>();

  private LinkControl(
      Setting setting, Map<Limit, Integer> storages, long periodMs, Supplier<LinkLimit> limit) {
    this.setting = setting;
    this.storages = storages;
    this.periodMs = periodMs;
    setting.links().forEach(link -> limits.add(limit.get()));
  }

  /** Additive increase, multiplicative decrease when more than 6 % fail. */
  public static LinkControl aimd(Setting setting, Map<Limit, Integer> storages) {
    return new LinkControl(setting, storages, Aimd.PERIOD_MS, Aimd::new);
  }

  /** By the gradient of the time that a byte takes. */
  public static LinkControl gradient(Setting setting, Map<Limit, Integer> storages) {
    return new LinkControl(setting, storages, Gradient.PERIOD_MS, Gradient::new);
  }

  @Override
  public Ceilings initial() {
    return ceilings(link -> FIRST);
  }

  private Ceilings ceilings(IntUnaryOperator of) {
    Map<Limit, Integer> all = new HashMap<>(storages);
    for (int link = 0; link < limits.size(); link++) {
      all.put(new Limit.OnLink(setting.links().get(link)), of.applyAsInt(link));
    }
    return Ceilings.of(all);
  }

  @Override
  public void tick(Scheduler scheduler, long nowMs) {
    if (nowMs > 0 && nowMs % periodMs == 0) {
      scheduler.ceilings(
          ceilings(link -> limits.get(link).value(scheduler.onLink(link).used(), nowMs)));
    }
  }

  @Override
  public void started(int slot, int link, int share, long bytes, long nowMs) {
    flights.put(slot, new Flight(link, nowMs));
  }

  @Override
  public void done(int slot, long bytes, long nowMs) {
    Flight flight = flights.remove(slot);
    if (flight != null) {
      limits.get(flight.link()).done(bytes, nowMs - flight.startMs(), nowMs);
    }
  }

  @Override
  public void failed(int slot, Failure failure, long bytes, long nowMs) {
    Flight flight = flights.remove(slot);
    if (flight != null) {
      limits.get(flight.link()).failed(nowMs);
    }
  }

  @Override
  public void left(int slot, long nowMs) {
    flights.remove(slot);
  }
}
