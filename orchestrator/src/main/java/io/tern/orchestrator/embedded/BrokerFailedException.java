package io.tern.orchestrator.embedded;

import java.io.IOException;

/** The broker's process did not become ready; the message ends with what it said last. */
public final class BrokerFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean mayPass;

  BrokerFailedException(String message, boolean mayPass) {
    super(message);
    this.mayPass = mayPass;
  }

  /** Whether another try may do, since neither settings nor another broker are the cause. */
  boolean mayPass() {
    return mayPass;
  }
}
