package io.tern.orchestrator.api.fts3;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** FTS's dates: UTC, whole seconds, no zone; clients parse exactly that. */
final class Dates {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

  private Dates() {}

  /** Null for a time that is 0. */
  static void write(JsonGenerator out, long epochMs) throws IOException {
    if (epochMs == 0) {
      out.writeNull();
    } else {
      out.writeString(FORMAT.format(Instant.ofEpochMilli(epochMs)));
    }
  }
}
