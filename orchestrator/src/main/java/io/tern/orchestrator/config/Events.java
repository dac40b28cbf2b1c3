package io.tern.orchestrator.config;

import io.tern.orchestrator.event.EventKind;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the outside world is told on the topic of events.
 *
 * @param endpoint the name that receivers know the service by; empty: this machine's
 * @param kinds of messages that are written
 */
public record Events(Optional<String> endpoint, Set<EventKind> kinds) {
  static final Events DEFAULTS = new Events(Optional.empty(), EnumSet.allOf(EventKind.class));

  public Events {
    kinds = Set.copyOf(kinds);
    endpoint.ifPresent(name ->
        Check.that(
            name.matches("[A-Za-z0-9.:/_-]{1,255}"),
            "endpoint",
            name,
            "1 to 255 letters, digits, dots, colons, slashes, dashes, underscores"));
  }
}
