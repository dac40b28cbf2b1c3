package io.tern.orchestrator.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tern.job.TransferState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Makes messages of events. One thread. */
public final class EventWriter {
  private static final JsonFactory JSON = new JsonFactory();

  private final EventSettings settings;
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(2_048);

  public EventWriter(EventSettings settings) {
    this.settings = settings;
  }

  /** Whether anything is told at all. */
  public boolean isOn() {
    return !settings.kinds().isEmpty();
  }

  /** What is told of one event, by the kinds that are on. */
  public List<EventRecord> of(Event event) {
    List<EventRecord> records = new ArrayList<>(2);
    Urls urls = Urls.shown(event.file());
    for (EventKind kind : kinds(event.status().state())) {
      if (settings.kinds().contains(kind)) {
        records.add(new EventRecord(kind, event.told().share().vo(), json(kind, event, urls)));
      }
    }
    return records;
  }

  private static List<EventKind> kinds(TransferState state) {
    if (state.isTerminal()) {
      return List.of(EventKind.COMPLETE, EventKind.STATE);
    }
    return state == TransferState.ACTIVE
        ? List.of(EventKind.START, EventKind.STATE)
        : List.of(EventKind.STATE);
  }

  private byte[] json(EventKind kind, Event event, Urls urls) {
    buffer.reset();
    try (JsonGenerator out = JSON.createGenerator(buffer)) {
      out.writeStartObject();
      new Message(out, event, urls).write(kind, settings.endpoint());
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a message to memory", e);
    }
    return buffer.toByteArray();
  }
}
