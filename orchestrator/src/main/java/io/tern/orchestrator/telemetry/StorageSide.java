package io.tern.orchestrator.telemetry;

import io.tern.limit.Direction;
import io.tern.orchestrator.telemetry.catalogue.Meters;
import java.util.Locale;

/** A storage as one end of copies, by the texts of its labels. */
record StorageSide(String storage, String direction) {
  /** What no further name is given to. */
  static final StorageSide OTHERS = new StorageSide(Meters.OTHER, "any");

  static StorageSide of(String storage, Direction direction) {
    return new StorageSide(storage, direction.name().toLowerCase(Locale.ROOT));
  }
}
