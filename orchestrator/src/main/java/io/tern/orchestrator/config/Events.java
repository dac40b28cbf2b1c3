package io.tern.orchestrator.config;

import io.tern.orchestrator.event.EventKind;
import io.tern.orchestrator.security.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the outside world is told on the topic of events.
 *
 * @param endpoint the name that receivers know the service by; empty: this machine's
 * @param kinds of messages that are written
 */
public record Events(Optional<String> endpoint, Set<EventKind> kinds, Stomp stomp) {
  static final Events DEFAULTS =
      new Events(Optional.empty(), EnumSet.allOf(EventKind.class), Stomp.DEFAULTS);

  public Events {
    kinds = Set.copyOf(kinds);
    endpoint.ifPresent(name ->
        Check.that(
            name.matches("[A-Za-z0-9.:/_-]{1,255}"),
            "endpoint",
            name,
            "1 to 255 letters, digits, dots, colons, slashes, dashes, underscores"));
  }

  /**
   * A broker that gets the messages too, for receivers that speak STOMP or JMS.
   *
   * @param broker empty: none
   * @param tls whether it is spoken to over TLS
   * @param trust PEM file of the authorities that may vouch for it; empty: the JVM's
   * @param user empty: no log-in
   * @param start where messages of this kind go, in the broker's terms; an empty text: nowhere
   * @param timeToLive of a message at the broker, 1m to 30d
   */
  public record Stomp(
      Optional<HostPort> broker,
      boolean tls,
      Optional<Path> trust,
      Optional<String> user,
      Optional<Secret> password,
      String start,
      String complete,
      String state,
      Duration timeToLive) {
    public static final Stomp DEFAULTS =
        new Stomp(
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "/topic/transfer.fts_monitoring_start",
            "/topic/transfer.fts_monitoring_complete",
            "/topic/transfer.fts_monitoring_state",
            Duration.ofDays(1));

    public Stomp {
      Check.range("timeToLive", timeToLive, Duration.ofMinutes(1), Duration.ofDays(30));
      Check.that(user.isPresent() || password.isEmpty(), "password", "***", "a user beside it");
    }
  }
}
