package io.tern.setting;

import io.tern.job.Link;
import io.tern.job.StorageName;
import org.jspecify.annotations.Nullable;

/**
 * How many transfers a link may carry, and how (FTS's link configuration). Storages may be {@code
 * *}.
 *
 * @param symbolicName by which operators know it
 * @param minActive below which the number of transfers at once is not lowered
 * @param maxActive transfers at once, 0: none; equal to {@code minActive}: exactly so many
 * @param optimizerMode 0 to 3, FTS's
 * @param tcpBufferSize in bytes, 0: the storage's own
 * @param streams of one copy, 0: not set
 * @param noDelegation whether no credential is handed to the active storage
 */
public record LinkRule(
    String symbolicName,
    StorageName source,
    StorageName destination,
    int minActive,
    int maxActive,
    @Nullable Integer optimizerMode,
    @Nullable Integer tcpBufferSize,
    @Nullable Integer streams,
    @Nullable Boolean noDelegation)
    implements Setting {
  /** More than all agents of a service carry. */
  static final int MOST_ACTIVE = 100_000;

  public LinkRule {
    Rule.named("symbolicname", symbolicName);
    Rule.range("max_active", maxActive, 0, MOST_ACTIVE);
    Rule.range("min_active", minActive, 0, MOST_ACTIVE);
    Rule.that(
        minActive <= maxActive,
        "min_active",
        String.valueOf(minActive),
        "at most max_active, " + maxActive);
    Rule.range("optimizer_mode", optimizerMode, 0, 3);
    Rule.notNegative("tcp_buffer_size", tcpBufferSize);
    Rule.range("nostreams", streams, 0, 1_000);
  }

  @Override
  public String name() {
    return nameOf(symbolicName);
  }

  public static String nameOf(String symbolicName) {
    return "link/" + symbolicName;
  }

  public Link link() {
    return new Link(source, destination);
  }

  /**
   * An operator's word on a link against what the service finds by itself: exactly so many
   * transfers at once (within the configured ceilings), until it is taken back.
   *
   * @param source an exact name
   * @param destination an exact name
   * @param active transfers at once
   * @param streams of one copy
   * @param rationale why, for people
   */
  public record FixedActive(
      StorageName source, StorageName destination, int active, int streams, String rationale)
      implements Setting {
    public FixedActive {
      Rule.word("source_se", source.value());
      Rule.word("dest_se", destination.value());
      Rule.range("active", active, 1, LinkRule.MOST_ACTIVE);
      Rule.range("nostreams", streams, 0, 1_000);
      Rule.text("rationale", rationale);
    }

    @Override
    public String name() {
      return nameOf(source, destination);
    }

    public static String nameOf(StorageName source, StorageName destination) {
      return "fixed/" + source + " " + destination;
    }

    public Link link() {
      return new Link(source, destination);
    }
  }
}
