package io.tern.orchestrator.security.address;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The addresses of the open Internet: what IANA's registries of special-purpose addresses (RFC
 * 6890) leave. Of IPv6 only global unicast is known to be public; an IPv4 address inside one is
 * judged itself.
 */
final class PublicAddresses {
  private static final List<AddressRange> SPECIAL_4 =
      ranges(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.31.196.0/24",
          "192.52.193.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "192.175.48.0/24",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/3");

  private static final AddressRange GLOBAL_6 = AddressRange.parse("2000::/3");
  private static final List<AddressRange> SPECIAL_6 =
      ranges("2001::/23", "2001:db8::/32", "3fff::/20");
  private static final AddressRange NAT64 = AddressRange.parse("64:ff9b::/96");
  private static final AddressRange SIX_TO_FOUR = AddressRange.parse("2002::/16");

  private PublicAddresses() {}

  static boolean has(InetAddress address) {
    if (address instanceof Inet4Address) {
      return none(SPECIAL_4, address);
    }
    if (NAT64.contains(address)) {
      return has(inner(address, 12));
    }
    if (SIX_TO_FOUR.contains(address)) {
      return has(inner(address, 2));
    }
    return GLOBAL_6.contains(address) && none(SPECIAL_6, address);
  }

  private static boolean none(List<AddressRange> ranges, InetAddress address) {
    return ranges.stream().noneMatch(range -> range.contains(address));
  }

  /** The IPv4 address that stands in {@code address} from a byte on. */
  private static InetAddress inner(InetAddress address, int from) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), from, from + 4));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  private static List<AddressRange> ranges(String... texts) {
    return Stream.of(texts).map(AddressRange::parse).toList();
  }
}
