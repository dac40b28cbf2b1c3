package io.tern.orchestrator.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tern.job.Side;
import io.tern.orchestrator.journal.Ids;
import io.tern.orchestrator.journal.wire.FileText;
import io.tern.orchestrator.journal.wire.Start;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * With what an attempt opens its storages: a line of the audit, which holds nothing secret.
 *
 * @param shown by side; not empty
 */
public record Use(String agent, Start start, Map<Side, Shown> shown, long atMs) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern ORIGIN = Pattern.compile("[^:/?#]*://[^/?#]*");

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
    out.writeStringField("owner", start.getOwner());
    out.writeStringField("vo", start.getVo());
    out.writeStringField("job_id", Ids.uuid(start.getJobId()).toString());
    out.writeNumberField("file_id", start.getTransfer());
    out.writeNumberField("attempt", start.getAttempt());
    out.writeStringField("agent", agent);
    for (Map.Entry<Side, Shown> side : shown.entrySet()) {
      write(out, side.getKey(), side.getValue());
    }
    out.writeEndObject();
  }

  private void write(JsonGenerator out, Side side, Shown credential) throws IOException {
    out.writeObjectFieldStart(side.name().toLowerCase(Locale.ROOT));
    out.writeStringField("storage", origin(url(side)));
    out.writeStringField("kind", credential.kind().name().toLowerCase(Locale.ROOT));
    out.writeStringField("name", credential.name());
    out.writeEndObject();
  }

  /** {@code scheme://host:port}: the rest may hold secrets, and need not be a URI. */
  private static String origin(String url) {
    Matcher origin = ORIGIN.matcher(url);
    return origin.lookingAt() ? origin.group() : "";
  }

  private String url(Side side) {
    FileText file = start.getFile();
    return side == Side.SOURCE ? file.getSourceUrl() : file.getDestinationUrl();
  }
}
