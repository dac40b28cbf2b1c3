package io.tern.setting;

import io.tern.job.Link;
import io.tern.job.StorageName;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that is set at one moment, with what holds where several settings speak of one thing.
 * Immutable; a change makes another.
 */
public final class Settings {
  private static final StorageName ANY = new StorageName("*");
  private static final StorageRule NO_RULE = StorageRule.unset(ANY);
  private static final Global NO_GLOBAL = Global.unset(Global.ANY);

  /** Nothing is set. */
  public static final Settings NONE = new Settings(new TreeMap<>());

  /**
   * A setting that holds.
   *
   * @param by who set it
   * @param atMs when, in milliseconds since the epoch
   */
  public record Written<S extends Setting>(S setting, String by, long atMs) {}

  private final TreeMap<String, Written<?>> byName;

  /** What is asked for with each copy, ready. */
  private final Map<Link, LinkRule> links = new HashMap<>();

  private final Map<Link, LinkRule.FixedActive> fixed = new HashMap<>();
  private final Map<StorageName, StorageRule> storages = new HashMap<>();
  private final Map<String, Global> globals = new HashMap<>();

  private Settings(TreeMap<String, Written<?>> byName) {
    this.byName = byName;
    byName.values().forEach(written -> index(written.setting()));
    StorageRule forAll = storages.getOrDefault(ANY, NO_RULE);
    storages.replaceAll((storage, own) -> own.or(forAll));
    Global forAllVos = globals.getOrDefault(Global.ANY, NO_GLOBAL);
    globals.replaceAll((vo, own) -> own.or(forAllVos));
  }

  private void index(Setting setting) {
    switch (setting) {
      case LinkRule rule -> links.put(rule.link(), rule);
      case LinkRule.FixedActive rule ->
          fixed.put(new Link(rule.source(), rule.destination()), rule);
      case StorageRule rule -> storages.put(rule.storage(), rule);
      case Global global -> globals.put(global.vo(), global);
      default -> {}
    }
  }

  /**
   * The settings after some have changed.
   *
   * @param changes by name, empty for what holds no more
   */
  public Settings after(Map<String, Optional<Written<?>>> changes) {
    TreeMap<String, Written<?>> next = new TreeMap<>(byName);
    changes.forEach((name, written) ->
        written.ifPresentOrElse(there -> next.put(name, there), () -> next.remove(name)));
    return new Settings(next);
  }

  public int size() {
    return byName.size();
  }

  /** All, in the order of their names. */
  public Collection<Written<?>> all() {
    return Collections.unmodifiableCollection(byName.values());
  }

  /** All of a kind, in the order of their names. */
  public <S extends Setting> List<Written<S>> all(Class<S> kind) {
    return byName.values().stream().flatMap(written -> as(kind, written).stream()).toList();
  }

  public @Nullable Written<?> find(String name) {
    return byName.get(name);
  }

  /** One of a kind by its name. */
  public <S extends Setting> Optional<Written<S>> find(Class<S> kind, String name) {
    Written<?> written = byName.get(name);
    return written == null ? Optional.empty() : as(kind, written);
  }

  private static <S extends Setting> Optional<Written<S>> as(Class<S> kind, Written<?> written) {
    return kind.isInstance(written.setting())
        ? Optional.of(new Written<>(kind.cast(written.setting()), written.by(), written.atMs()))
        : Optional.empty();
  }

  private <S extends Setting> Optional<S> setting(Class<S> kind, String name) {
    return find(kind, name).map(Written::setting);
  }

  /**
   * What a VO's jobs get; field by field the VO's own word, then that for all. Of a VO that has
   * none of its own it is the latter as it is.
   */
  public Global global(String vo) {
    Global own = globals.get(vo);
    return own == null ? globals.getOrDefault(Global.ANY, NO_GLOBAL) : own;
  }

  /**
   * The rule of a link: of the pair, else of {@code source -> *}, else of {@code * -> destination},
   * else of {@code * -> *}, as in FTS.
   */
  public Optional<LinkRule> link(Link link) {
    if (links.isEmpty()) {
      return Optional.empty();
    }
    return Stream.of(
            link,
            new Link(link.source(), ANY),
            new Link(ANY, link.destination()),
            new Link(ANY, ANY))
        .map(links::get)
        .flatMap(Stream::ofNullable)
        .findFirst();
  }

  /** The rule for exactly this pair of names. */
  public Optional<LinkRule> exactLink(Link link) {
    return Optional.ofNullable(links.get(link));
  }

  public Optional<LinkRule.FixedActive> fixed(Link link) {
    return Optional.ofNullable(fixed.get(link));
  }

  /**
   * What a storage can bear; field by field its own word, then that for all. Of a storage that has
   * none of its own it is the latter as it is.
   */
  public StorageRule storage(StorageName storage) {
    StorageRule own = storages.get(storage);
    return own == null ? storages.getOrDefault(ANY, NO_RULE) : own;
  }

  /** The ban that a VO meets at a storage: its own, else that for all. */
  public Optional<Written<Ban.OfStorage>> ban(StorageName storage, String vo) {
    return find(Ban.OfStorage.class, Ban.OfStorage.nameOf(storage, vo))
        .or(() -> find(Ban.OfStorage.class, Ban.OfStorage.nameOf(storage, Global.ANY)));
  }

  /** How many files of a VO a storage may bring online at once; the VO's own limit, else all's. */
  public OptionalInt staging(StorageName storage, String vo) {
    return Stream.of(vo, Global.ANY)
        .map(name -> StorageRule.StagingLimit.nameOf(storage, name))
        .flatMap(name -> setting(StorageRule.StagingLimit.class, name).stream())
        .mapToInt(StorageRule.StagingLimit::most)
        .findFirst();
  }

  public Optional<Written<Ban.OfUser>> ban(String dn) {
    return find(Ban.OfUser.class, Ban.OfUser.nameOf(dn));
  }

  public boolean isDrained(String host) {
    return byName.containsKey(DrainedHost.nameOf(host));
  }

  /** Whether a user may do an operation for everybody. */
  public boolean isGranted(String dn, String operation) {
    return byName.containsKey(Access.Grant.nameOf(dn, operation))
        || byName.containsKey(Access.Grant.nameOf(dn, "*"));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Settings that && byName.equals(that.byName);
  }

  @Override
  public int hashCode() {
    return byName.hashCode();
  }

  @Override
  public String toString() {
    return byName.keySet().toString();
  }
}
