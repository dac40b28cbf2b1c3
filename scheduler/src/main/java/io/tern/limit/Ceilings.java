package io.tern.limit;

import io.tern.job.Link;
import io.tern.job.StorageName;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The configured hard limits: transfers at once on a link, into and out of a storage. Names may be
 * {@code *}. The most exact entry counts, as in FTS3: for a link the pair, then {@code source ->
 * *}, then {@code * -> destination}, then {@code * -> *}; for a storage its name, then {@code *}.
 *
 * <p>Immutable. Where nothing is configured {@value #DEFAULT_LINK} hold on a link, {@value
 * #DEFAULT_STORAGE} into and as many out of a storage: for safety alone, since windows adapt below.
 */
public final class Ceilings {
  public static final int DEFAULT_LINK = 100_000;
  public static final int DEFAULT_STORAGE = 100_000;

  private static final StorageName ANY = new StorageName("*");

  private final Map<Limit, Integer> configured;
  private final Map<Link, Integer> floors;

  private Ceilings(Map<Limit, Integer> configured, Map<Link, Integer> floors) {
    this.configured = Map.copyOf(configured);
    this.floors = Map.copyOf(floors);
  }

  /** Nothing configured. */
  public static Ceilings defaults() {
    return new Ceilings(Map.of(), Map.of());
  }

  /**
   * Exactly these entries and otherwise the defaults.
   *
   * @param configured {@link Limit.OnLink} and {@link Limit.AtStorage} with values >= 0
   */
  public static Ceilings of(Map<Limit, Integer> configured) {
    configured.forEach(Ceilings::check);
    return new Ceilings(configured, Map.of());
  }

  /** The same and this entry, which replaces an equal one. */
  public Ceilings with(Limit limit, int max) {
    check(limit, max);
    Map<Limit, Integer> more = new HashMap<>(configured);
    more.put(limit, max);
    return new Ceilings(more, floors);
  }

  /**
   * The same with these floors: no window takes a link below its own, though the windows of its
   * storages may.
   *
   * @param floors of links, whose names may be {@code *}; >= 0
   */
  public Ceilings withFloors(Map<Link, Integer> floors) {
    return new Ceilings(configured, floors);
  }

  private static void check(Limit limit, int max) {
    if (limit instanceof Limit.Pool) {
      throw new IllegalArgumentException("limit: " + limit + " (expected: a storage or a link)");
    }
    if (max < 0) {
      throw new IllegalArgumentException("max: " + max + " for " + limit + " (expected: >= 0)");
    }
  }

  /** How many transfers may run on a link at once. */
  public int link(Link link) {
    return mostExactFirst(link)
        .map(Limit.OnLink::new)
        .filter(configured::containsKey)
        .findFirst()
        .map(configured::get)
        .orElse(DEFAULT_LINK);
  }

  /** How many transfers a link's window leaves it in any case. */
  public int floor(Link link) {
    return mostExactFirst(link).filter(floors::containsKey).findFirst().map(floors::get).orElse(0);
  }

  private static Stream<Link> mostExactFirst(Link link) {
    return Stream.of(
        link, new Link(link.source(), ANY), new Link(ANY, link.destination()), new Link(ANY, ANY));
  }

  /** How many transfers may run into or out of a storage at once. */
  public int storage(StorageName storage, Direction direction) {
    Integer everywhere = configured.get(new Limit.AtStorage(ANY, direction));
    Integer own = configured.get(new Limit.AtStorage(storage, direction));
    return own != null ? own : everywhere != null ? everywhere : DEFAULT_STORAGE;
  }
}
