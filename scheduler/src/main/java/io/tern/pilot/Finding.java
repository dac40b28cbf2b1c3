package io.tern.pilot;

import io.tern.breaker.Breaker;
import io.tern.window.Adjustment;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What has been found of a storage's direction or of a link by what copies did there.
 *
 * @param window places, whatever a breaker says; {@link Integer#MAX_VALUE} for no end of them
 * @param last what last changed those, empty while nothing has
 * @param breaker always closed on a link, which has none
 * @param probeMs when an open breaker lets the next attempt in, on the pilot's clock
 * @param refused the VOs for which a destination has said that it has no room
 */
public record Finding(
    int window,
    Optional<Adjustment> last,
    Breaker.State breaker,
    long probeMs,
    Set<String> refused) {
  public Finding {
    refused = Collections.unmodifiableSet(new TreeSet<>(refused));
  }
}
