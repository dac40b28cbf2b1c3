package io.tern.orchestrator.api.fts3.job;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.Refusal;
import java.io.IOException;
import java.util.List;

/**
 * Ids separated by commas in a path. One alone is answered by an object and its own status; a list,
 * which a trailing comma makes too, by an array and 207 when any element failed.
 */
record IdList(List<String> ids, boolean single) {

  /** Writes the element of one id. */
  @FunctionalInterface
  interface ElementWriter<T> {
    void write(JsonGenerator out, T element) throws IOException;
  }

  static IdList parse(String text) {
    List<String> ids = Exchange.commaSeparated(text);
    if (ids.isEmpty()) {
      throw Refusal.badRequest("id: " + text + " (expected: one or more, separated by commas)");
    }
    return new IdList(ids, text.indexOf(',') < 0);
  }

  /** The answer's status, from those of its elements. */
  int status(List<Integer> statuses) {
    if (single) {
      return statuses.getFirst();
    }
    return statuses.stream().allMatch(status -> status == 200) ? 200 : 207;
  }

  <T> void write(JsonGenerator out, List<T> elements, ElementWriter<T> writer) throws IOException {
    if (single) {
      writer.write(out, elements.getFirst());
      return;
    }
    out.writeStartArray();
    for (T element : elements) {
      writer.write(out, element);
    }
    out.writeEndArray();
  }
}
