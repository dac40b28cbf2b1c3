package io.tern.orchestrator.config;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A listener or a server, written {@code host:port} or {@code [v6]:port}.
 *
 * @param port 0 to 65535; 0 lets the system choose where this side listens
 */
public record HostPort(String host, int port) {
  public HostPort {
    if (host.isEmpty() || port < 0 || port > 65535) {
      throw new IllegalArgumentException(
          "address: " + host + ":" + port + " (expected: HOST:PORT, port 0 to 65535)");
    }
  }

  static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    String digits = text.substring(colon + 1);
    if (colon < 1 || !digits.matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException("not HOST:PORT");
    }
    return new HostPort(unbracketed(text.substring(0, colon)), Integer.parseInt(digits));
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /** Whether only this machine reaches it; a name that does not resolve is not loopback. */
  public boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
  }
}
