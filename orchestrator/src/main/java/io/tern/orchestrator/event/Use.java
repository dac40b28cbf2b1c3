package io.tern.orchestrator.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

/**
 * With what storages are opened: a line of the audit, which holds nothing secret.
 *
 * @param owner for whom, as credentials are kept
 * @param opened not empty
 */
public record Use(long atMs, String owner, String vo, Occasion occasion, List<Opened> opened) {
  private static final JsonFactory JSON = new JsonFactory();

  public Use {
    opened = List.copyOf(opened);
    if (opened.isEmpty()) {
      throw new IllegalArgumentException("opened: nothing (expected: a storage or more)");
    }
  }

  /** As it stands on its topic. */
  public byte[] json() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(line)) {
      write(out);
    } catch (IOException e) {
      throw new UncheckedIOException("into memory", e);
    }
    return line.toByteArray();
  }

  private void write(JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("time", Instant.ofEpochMilli(atMs).toString());
    out.writeStringField("owner", owner);
    out.writeStringField("vo", vo);
    occasion.write(out);
    for (Opened storage : opened) {
      storage.write(out);
    }
    out.writeEndObject();
  }
}
