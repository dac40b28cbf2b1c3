package io.tern.orchestrator.event;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A storage and what it is shown.
 *
 * @param as what it is to the occasion, such as {@code source}
 * @param storage {@code scheme://host:port}
 */
public record Opened(String as, String storage, Shown shown) {
  private static final Pattern ORIGIN = Pattern.compile("[^:/?#]*://[^/?#]*");

  /** Of {@code url} no more than its origin: the rest may hold secrets, and need not be a URI. */
  public static Opened of(String as, String url, Shown shown) {
    Matcher origin = ORIGIN.matcher(url);
    return new Opened(as, origin.lookingAt() ? origin.group() : "", shown);
  }

  void write(JsonGenerator out) throws IOException {
    out.writeObjectFieldStart(as);
    out.writeStringField("storage", storage);
    out.writeStringField("kind", shown.kind().name().toLowerCase(Locale.ROOT));
    out.writeStringField("name", shown.name());
    out.writeEndObject();
  }
}
