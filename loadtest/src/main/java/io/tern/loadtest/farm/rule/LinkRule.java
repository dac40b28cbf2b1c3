package io.tern.loadtest.farm.rule;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A link that bounds what flows between storages.
 *
 * @param sources their addresses, all by default
 * @param destinations their addresses, all by default
 * @param bytesPerSecond over all copies from any of the sources to any of the destinations
 */
public record LinkRule(
    Glob sources, Glob destinations, @JsonProperty("bytes_per_s") double bytesPerSecond) {

  /** The addresses that the file leaves out come as null. */
  public LinkRule {
    sources = sources == null ? Glob.ANY : sources;
    destinations = destinations == null ? Glob.ANY : destinations;
    if (!(bytesPerSecond > 0)) {
      throw new IllegalArgumentException(
          "links.bytes_per_s: " + bytesPerSecond + " (expected: > 0)");
    }
  }

  public boolean joins(String source, String destination) {
    return sources.matches(source) && destinations.matches(destination);
  }
}
