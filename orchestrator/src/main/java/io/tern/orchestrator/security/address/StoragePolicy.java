package io.tern.orchestrator.security.address;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which storages a request may name. Asks no name server: what names resolve to is checked at each
 * connection. Safe for use by many threads.
 */
public final class StoragePolicy {
  /** Every name; for the demo and tests, where addresses are open too. */
  public static final StoragePolicy OPEN =
      new StoragePolicy(
          new AddressRules(List.of(AddressRange.parse("0.0.0.0/0"), AddressRange.parse("::/0"))),
          Map.of());

  /** The VOs that have no list of their own. */
  private static final String OTHERS = "*";

  private static final Pattern OCTETS =
      Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");
  private static final Pattern NUMBER = Pattern.compile("(.*\\.)?(0[xX][0-9a-fA-F]*|[0-9]+)\\.?");

  /** Ways to say "above" that some storage may understand. */
  private static final Pattern CLIMBS =
      Pattern.compile(
          "(?i)(/|%(25)*2f|\\\\|%(25)*5c)(\\.|%(25)*2e){2}($|[/;\\\\]|%(25)*(00|2f|3b|5c))");

  private final AddressRules addresses;
  private final Map<String, List<StoragePrefix>> storages;

  /**
   * @param storages from a VO, or {@code *} for the others, to the parts of storages that it may
   *     name; without any entry all may name all
   */
  public StoragePolicy(AddressRules addresses, Map<String, List<String>> storages) {
    this.addresses = addresses;
    this.storages =
        storages.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey,
                    entry -> entry.getValue().stream().map(StoragePrefix::parse).toList()));
  }

  /**
   * Why {@code vo} may not name a storage; empty when it may.
   *
   * @param host lower case, an IPv6 address in brackets
   * @param port -1 for the scheme's own
   * @param path as given
   */
  public Optional<String> refusal(String vo, String scheme, String host, int port, String path) {
    if (!scheme.equals("mock")) {
      Optional<String> unreachable = unreachable(host, port);
      if (unreachable.isPresent()) {
        return unreachable;
      }
    }
    return storages.isEmpty() ? Optional.empty() : foreign(vo, scheme, host, path);
  }

  private Optional<String> unreachable(String host, int port) {
    if (port >= 0 && !AddressRules.allowsPort(port)) {
      return Optional.of("port: " + port + " (expected: 80, 443, or 1024 to 65535)");
    }
    boolean six = host.startsWith("[");
    boolean four = OCTETS.matcher(host).matches();
    if (!six && !four) {
      return NUMBER.matcher(host).matches()
          ? Optional.of("host: " + host + " (expected: a name, or an address in its usual form)")
          : Optional.empty();
    }
    return isOpen(six ? host.substring(1, host.length() - 1) : host)
        ? Optional.empty()
        : Optional.of("host: " + host + " is an address where Tern may not connect");
  }

  private boolean isOpen(String literal) {
    try {
      return addresses.allows(InetAddress.ofLiteral(literal));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Optional<String> foreign(String vo, String scheme, String host, String path) {
    List<StoragePrefix> own = storages.getOrDefault(vo, storages.getOrDefault(OTHERS, List.of()));
    boolean climbs = CLIMBS.matcher(path).find();
    boolean holds = own.stream().anyMatch(prefix -> prefix.holds(scheme, host, path));
    return climbs || !holds
        ? Optional.of("storage: not one that the VO " + vo + " may use here")
        : Optional.empty();
  }
}
