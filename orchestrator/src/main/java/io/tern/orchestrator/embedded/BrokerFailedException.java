package io.tern.orchestrator.embedded;

import java.io.IOException;

/** The broker's process did not become ready; the message ends with what it said last. */
public final class BrokerFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean portLost;

  BrokerFailedException(String message, boolean portLost) {
    super(message);
    this.portLost = portLost;
  }

  /** Whether somebody took the port between the probe and the bind, so another try may do. */
  boolean portLost() {
    return portLost;
  }
}
