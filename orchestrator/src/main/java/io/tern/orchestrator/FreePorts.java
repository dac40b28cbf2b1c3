package io.tern.orchestrator;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * A node looks whether it will be able to serve before it takes part in anything: one that cannot
 * would, until its end, pass for the node of the same name that serves already, and be given work
 * that waits until its lease is over.
 */
final class FreePorts {
  private FreePorts() {}

  /**
   * @param setting that says so
   * @param port 0 for any
   * @throws CannotStart naming the setting and its value
   */
  static void require(String setting, String host, int port) throws CannotStart {
    if (port == 0) {
      return;
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      throw new CannotStart(
          "%s: %s:%d (expected: an address of this machine and a port that nobody listens on): %s"
              .formatted(setting, host, port, e.getMessage()));
    }
  }
}
