package io.tern.loadtest.rig;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** Free ports below those that the kernel gives to clients. */
final class Ports {
  private static final int FIRST = 21_000;
  private static final int LAST = 32_000;

  private final AtomicInteger next =
      new AtomicInteger(FIRST + (int) (ProcessHandle.current().pid() % (LAST - FIRST)));

  /** A port that nobody listens at on loopback now. */
  int free() {
    for (int tried = FIRST; tried < LAST; tried++) {
      int port = next.updateAndGet(last -> last >= LAST ? FIRST : last + 1);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no free port between " + FIRST + " and " + LAST);
  }

  private static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
