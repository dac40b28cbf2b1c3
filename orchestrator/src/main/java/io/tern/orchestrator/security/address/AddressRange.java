package io.tern.orchestrator.security.address;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * All addresses that share their first bits.
 *
 * @param network any address of the range
 * @param bits 0 to 32 for IPv4, to 128 for IPv6
 */
public record AddressRange(InetAddress network, int bits) {
  public AddressRange {
    int most = network.getAddress().length * Byte.SIZE;
    if (bits < 0 || bits > most) {
      throw new IllegalArgumentException(
          "address range: /" + bits + " (expected: /0 to /" + most + ")");
    }
  }

  /** Reads {@code 10.0.0.0/8}, {@code fd00::/8} or a single address; never asks a name server. */
  public static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    String literal = slash < 0 ? text : text.substring(0, slash);
    if (!literal.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F.]*:[0-9a-fA-F:.]*")) {
      throw new IllegalArgumentException("not ADDRESS/BITS");
    }
    try {
      InetAddress network = InetAddress.getByName(literal);
      int all = network.getAddress().length * Byte.SIZE;
      return new AddressRange(
          network, slash < 0 ? all : Integer.parseInt(text.substring(slash + 1)));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not ADDRESS/BITS", e);
    }
  }

  public boolean contains(InetAddress address) {
    byte[] mine = network.getAddress();
    byte[] other = address.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    int whole = bits / Byte.SIZE;
    for (int i = 0; i < whole; i++) {
      if (mine[i] != other[i]) {
        return false;
      }
    }
    int rest = bits % Byte.SIZE;
    return rest == 0 || ((mine[whole] ^ other[whole]) & 0xff) >>> (Byte.SIZE - rest) == 0;
  }

  @Override
  public String toString() {
    return network.getHostAddress() + "/" + bits;
  }
}
