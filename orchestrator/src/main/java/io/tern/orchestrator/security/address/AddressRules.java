package io.tern.orchestrator.security.address;

import io.tern.storage.AddressGuard;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Public addresses, and what the operator opened; ports 80, 443 and those that need no privilege.
 *
 * @param opened addresses allowed though they are not public
 */
public record AddressRules(List<AddressRange> opened) implements AddressGuard {
  private static final int FIRST_UNPRIVILEGED = 1024;

  public AddressRules {
    opened = List.copyOf(opened);
  }

  /**
   * The ranges of a setting.
   *
   * @param text {@code loopback}, {@code private} (RFC 1918, RFC 4193), or {@code ADDRESS/BITS}
   */
  public static Stream<AddressRange> ranges(String text) {
    return switch (text) {
      case "loopback" -> Stream.of("127.0.0.0/8", "::1/128").map(AddressRange::parse);
      case "private" ->
          Stream.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")
              .map(AddressRange::parse);
      default -> Stream.of(AddressRange.parse(text));
    };
  }

  @Override
  public boolean allows(String host, int port, InetAddress address) {
    return allowsPort(port) && allows(address);
  }

  static boolean allowsPort(int port) {
    return port == 80 || port == 443 || port >= FIRST_UNPRIVILEGED;
  }

  boolean allows(InetAddress address) {
    return PublicAddresses.has(address)
        || opened.stream().anyMatch(range -> range.contains(address));
  }
}
