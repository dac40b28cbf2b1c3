package io.tern.setting;

import io.tern.job.StorageName;
import org.jspecify.annotations.Nullable;

/**
 * What a storage can bear and needs (FTS's storage configuration); {@code *} stands for all that
 * say nothing themselves.
 *
 * @param inbound as a destination
 * @param outbound as a source
 * @param metadata for people, JSON text
 * @param tpc which of pull and push it can
 * @param skipEviction a source that was staged stays on disk when it is copied
 * @param overwriteDiskEnabled a destination may be overwritten while it is on disk only
 * @param tapeEndpoint for people: its door says where its tape is asked
 */
public record StorageRule(
    StorageName storage,
    Most inbound,
    Most outbound,
    @Nullable Boolean udt,
    @Nullable Boolean ipv6,
    @Nullable String metadata,
    @Nullable String site,
    @Nullable Integer debugLevel,
    @Nullable Boolean eviction,
    @Nullable Boolean skipEviction,
    @Nullable ThirdPartyCopy tpc,
    @Nullable Boolean overwriteDiskEnabled,
    @Nullable String tapeEndpoint)
    implements Setting {

  /**
   * @param active transfers at once; 0 as if not set
   * @param throughput in MiB/s; 0 as if not set
   */
  public record Most(@Nullable Integer active, @Nullable Double throughput) {
    public static final Most UNSET = new Most(null, null);

    public Most {
      Rule.range("max_active", active, 0, LinkRule.MOST_ACTIVE);
      Rule.that(
          throughput == null || throughput >= 0 && throughput <= 1e9,
          "max_throughput",
          String.valueOf(throughput),
          "0 to 1000000000");
    }

    private Most or(Most other) {
      return new Most(Rule.or(active, other.active), Rule.or(throughput, other.throughput));
    }
  }

  /**
   * How many files of a VO a storage brings online at once (FTS's {@code operations}, staging).
   *
   * @param vo {@link Global#ANY} for all that have none of their own
   */
  public record StagingLimit(StorageName storage, String vo, int most) implements Setting {
    public StagingLimit {
      Rule.word("storage", storage.value());
      Rule.named("vo", vo);
      Rule.range("staging", most, 1, 1_000_000);
    }

    @Override
    public String name() {
      return nameOf(storage, vo);
    }

    public static String nameOf(StorageName storage, String vo) {
      return "staging/" + storage + " " + vo;
    }
  }

  /** Which side of a third-party copy a storage can take the active part on. */
  public enum ThirdPartyCopy {
    FULL,
    PULL,
    PUSH,
    NONE
  }

  public StorageRule {
    Rule.word("storage", storage.value());
    Rule.text("se_metadata", metadata);
    Rule.text("site", site);
    Rule.range("debug_level", debugLevel, 0, 10);
    Rule.text("tape_endpoint", tapeEndpoint);
  }

  public static StorageRule unset(StorageName storage) {
    return new StorageRule(
        storage,
        Most.UNSET,
        Most.UNSET,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  public StorageRule withMost(Most into, Most outOf) {
    return new StorageRule(
        storage,
        into,
        outOf,
        udt,
        ipv6,
        metadata,
        site,
        debugLevel,
        eviction,
        skipEviction,
        tpc,
        overwriteDiskEnabled,
        tapeEndpoint);
  }

  @Override
  public String name() {
    return nameOf(storage);
  }

  public static String nameOf(StorageName storage) {
    return "storage/" + storage;
  }

  /** What is not set here as another says. */
  StorageRule or(StorageRule other) {
    return new StorageRule(
        storage,
        inbound.or(other.inbound),
        outbound.or(other.outbound),
        Rule.or(udt, other.udt),
        Rule.or(ipv6, other.ipv6),
        Rule.or(metadata, other.metadata),
        Rule.or(site, other.site),
        Rule.or(debugLevel, other.debugLevel),
        Rule.or(eviction, other.eviction),
        Rule.or(skipEviction, other.skipEviction),
        Rule.or(tpc, other.tpc),
        Rule.or(overwriteDiskEnabled, other.overwriteDiskEnabled),
        Rule.or(tapeEndpoint, other.tapeEndpoint));
  }
}
