package io.tern.orchestrator.event;

import java.util.Set;

/**
 * What is told.
 *
 * @param endpoint the name that receivers know the service by ({@code endpnt})
 * @param kinds that are written; none for no events at all
 */
public record EventSettings(String endpoint, Set<EventKind> kinds) {
  public EventSettings {
    kinds = Set.copyOf(kinds);
  }
}
