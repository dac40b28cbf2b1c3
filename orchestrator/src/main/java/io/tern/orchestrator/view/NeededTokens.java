package io.tern.orchestrator.view;

import io.tern.orchestrator.journal.Keys;
import io.tern.orchestrator.journal.wire.Part;
import java.util.HashSet;
import java.util.Set;

/** Which tokens jobs that have not ended name; reads their rows until all asked for are found. */
record NeededTokens(Moment moment, Set<String> asked) {

  Set<String> find() {
    Set<String> found = new HashSet<>();
    try (Cursor unfinished = moment.over(Family.UNFINISHED).first();
        Cursor rows = moment.over(Family.ROWS)) {
      for (; unfinished.here() && found.size() < asked.size(); unfinished.next()) {
        rows.first(Keys.prefix(Keys.PART, Family.jobOf(unfinished.key())));
        for (; rows.here(); rows.next()) {
          Stored.parse(Part.parser(), rows.value()).getTokenList().stream()
              .filter(asked::contains)
              .forEach(found::add);
        }
      }
    }
    return found;
  }
}
