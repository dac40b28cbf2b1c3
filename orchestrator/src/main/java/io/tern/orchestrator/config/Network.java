package io.tern.orchestrator.config;

import io.tern.orchestrator.security.address.AddressRange;
import io.tern.orchestrator.security.address.AddressRules;
import java.util.List;
import java.util.Map;

/**
 * Where this node may connect to.
 *
 * @param openAddresses besides public ones: {@code loopback}, {@code private} or {@code
 *     ADDRESS/BITS}
 * @param storages from a VO, or {@code *} for the others, to what its submissions may name, such as
 *     {@code https://*.cern.ch/eos/cms/}; without any entry all may name all
 */
public record Network(List<String> openAddresses, Map<String, List<String>> storages) {
  static final Network DEFAULTS = new Network(List.of(), Map.of());

  public Network {
    openAddresses = List.copyOf(openAddresses);
    storages = Map.copyOf(storages);
    for (String text : openAddresses) {
      Check.that(isRange(text), "openAddresses", text, "loopback, private or ADDRESS/BITS");
    }
  }

  private static boolean isRange(String text) {
    try {
      return AddressRules.ranges(text).count() > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The ranges that are open. */
  public List<AddressRange> ranges() {
    return openAddresses.stream().flatMap(AddressRules::ranges).toList();
  }
}
