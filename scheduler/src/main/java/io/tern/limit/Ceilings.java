package io.tern.limit;

import io.tern.job.Link;
import io.tern.job.StorageName;
import java.util.HashMap;
import java.util.Map;

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

  private Ceilings(Map<Limit, Integer> configured) {
    this.configured = Map.copyOf(configured);
  }

  /** Nothing configured. */
  public static Ceilings defaults() {
    return new Ceilings(Map.of());
  }

  /**
   * Exactly these entries and otherwise the defaults.
   *
   * @param configured {@link Limit.OnLink} and {@link Limit.AtStorage} with values >= 0
   */
  public static Ceilings of(Map<Limit, Integer> configured) {
    configured.forEach(Ceilings::check);
    return new Ceilings(configured);
  }

  /** The same and this entry, which replaces an equal one. */
  public Ceilings with(Limit limit, int max) {
    check(limit, max);
    Map<Limit, Integer> more = new HashMap<>(configured);
    more.put(limit, max);
    return new Ceilings(more);
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
    StorageName source = link.source();
    StorageName destination = link.destination();
    return first(
        DEFAULT_LINK,
        new Limit.OnLink(link),
        new Limit.OnLink(new Link(source, ANY)),
        new Limit.OnLink(new Link(ANY, destination)),
        new Limit.OnLink(new Link(ANY, ANY)));
  }

  /** How many transfers may run into or out of a storage at once. */
  public int storage(StorageName storage, Direction direction) {
    return first(
        DEFAULT_STORAGE,
        new Limit.AtStorage(storage, direction),
        new Limit.AtStorage(ANY, direction));
  }

  private int first(int otherwise, Limit... mostExactFirst) {
    for (Limit limit : mostExactFirst) {
      Integer max = configured.get(limit);
      if (max != null) {
        return max;
      }
    }
    return otherwise;
  }
}
