package io.tern.orchestrator.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Where a broker's clients reach it, and the note of it that stays in the broker's directory. */
record BrokerAddress(String host, int port) {
  private static final String NOTE = "port";
  private static final Duration SOCKETS_PATIENCE = Duration.ofSeconds(2);

  /**
   * The port noted last if it may be used again, so that clients find the broker; else a free one.
   * Waits a little for the noted port, since a dying process loses its lock before its sockets.
   */
  static BrokerAddress choose(BrokerOptions options, InetAddress host)
      throws IOException, InterruptedException {
    Optional<BrokerAddress> noted =
        noted(options.directory())
            .filter(last -> options.port().probed() && last.host.equals(options.host()));
    if (noted.isPresent() && noted.get().getsFree(host)) {
      return noted.get();
    }
    return new BrokerAddress(options.host(), options.port().choose(host, 0));
  }

  private boolean getsFree(InetAddress host) throws InterruptedException {
    long deadline = System.nanoTime() + SOCKETS_PATIENCE.toNanos();
    while (!BrokerPort.free(host, port)) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return true;
  }

  /** The address in {@code directory}, if a broker ran there. */
  static Optional<BrokerAddress> noted(Path directory) throws IOException {
    Path note = directory.resolve(NOTE);
    return Files.exists(note) ? parse(Files.readString(note).strip()) : Optional.empty();
  }

  /** Reads {@code HOST:PORT}. */
  static BrokerAddress of(String text) {
    return parse(text)
        .orElseThrow(
            () -> new IllegalArgumentException("address: " + text + " (expected: HOST:PORT)"));
  }

  private static Optional<BrokerAddress> parse(String text) {
    int colon = text.lastIndexOf(':');
    String digits = text.substring(colon + 1);
    return colon > 0 && digits.matches("[1-9][0-9]{0,4}")
        ? Optional.of(new BrokerAddress(text.substring(0, colon), Integer.parseInt(digits)))
        : Optional.empty();
  }

  void note(Path directory) throws IOException {
    Path fresh = Files.writeString(directory.resolve(NOTE + ".new"), this + "\n");
    Files.move(fresh, directory.resolve(NOTE), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
