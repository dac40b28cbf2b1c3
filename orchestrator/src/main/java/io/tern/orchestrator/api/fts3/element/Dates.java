package io.tern.orchestrator.api.fts3.element;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** FTS's dates: UTC, whole seconds, no zone; clients parse exactly that. */
public final class Dates {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

  private Dates() {}

  /** Null for a time that is 0. */
  public static void write(JsonGenerator out, long epochMs) throws IOException {
    if (epochMs == 0) {
      out.writeNull();
    } else {
      out.writeString(FORMAT.format(Instant.ofEpochMilli(epochMs)));
    }
  }
}
