package io.tern.orchestrator.bridge;

import io.tern.orchestrator.event.EventKind;
import io.tern.orchestrator.security.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Where messages go.
 *
 * @param tls whether the broker is spoken to over TLS, its name checked
 * @param trust PEM file of the authorities that may vouch for it; empty: those of the JVM
 * @param user empty for none
 * @param destinations of the kinds that are sent, in the broker's own terms
 * @param timeToLive of a message at the broker
 * @param patience for a connection, an answer, or the receipts of a batch
 * @param batch messages that are on their way at once
 */
public record BridgeSettings(
    String host,
    int port,
    boolean tls,
    Optional<Path> trust,
    String user,
    Secret password,
    Map<EventKind, String> destinations,
    Duration timeToLive,
    Duration patience,
    int batch) {
  public BridgeSettings {
    destinations = Map.copyOf(destinations);
  }
}
