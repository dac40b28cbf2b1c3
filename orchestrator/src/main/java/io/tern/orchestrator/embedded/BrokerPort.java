package io.tern.orchestrator.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Where a listener binds: a port that must be free, or, written {@code 19092+}, the first free one
 * from there on.
 *
 * @param first 1 to 32767: the ports above are handed to outgoing connections by Linux and may be
 *     taken at any moment
 * @param probed whether a later port will do
 */
public record BrokerPort(int first, boolean probed) {
  private static final int END = 32768;
  private static final int SPAN = 1000;

  /** The embedded broker's own. */
  public static final BrokerPort DEFAULT = new BrokerPort(19092, true);

  public BrokerPort {
    if (first < 1 || first >= END) {
      throw new IllegalArgumentException(
          "broker port: " + first + " (expected: 1 to 32767, below the ephemeral ports)");
    }
  }

  /** Reads {@code 19092} or {@code 19092+}. */
  public static BrokerPort parse(String text) {
    boolean probed = text.endsWith("+");
    String digits = probed ? text.substring(0, text.length() - 1) : text;
    try {
      return new BrokerPort(Integer.parseInt(digits), probed);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "broker port: " + text + " (expected: a number such as 19092, or 19092+)", e);
    }
  }

  /**
   * A port of {@code host} that was free a moment ago and is not {@code spokenFor}.
   *
   * @throws IOException if none is
   */
  int choose(InetAddress host, int spokenFor) throws IOException {
    int end = probed ? Math.min(END, first + SPAN) : first + 1;
    for (int port = first; port < end; port++) {
      if (port != spokenFor && free(host, port)) {
        return port;
      }
    }
    throw new IOException(
        "broker port: no port free on "
            + host.getHostAddress()
            + " (tried: "
            + (probed ? first + " to " + (end - 1) : first)
            + ")");
  }

  static boolean free(InetAddress host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return probed ? first + "+" : Integer.toString(first);
  }
}
