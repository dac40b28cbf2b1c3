package io.tern.orchestrator.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A stream of server-sent events, read as a browser does. */
final class EventLines implements AutoCloseable {
  /** A stream that lives is never silent, so that a read's own time-out would not do. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final long openedNs = System.nanoTime();
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** One event. */
  record Event(String id, String kind, JsonNode data) {}

  private final Socket socket;
  private final BufferedReader lines;

  private EventLines(Socket socket) throws IOException {
    this.socket = socket;
    this.lines =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * HTTP/1.0, so that the stream is not cut in chunks.
   *
   * @param seen the last event seen, empty for none
   */
  static EventLines open(Client client, String target, String seen) throws IOException {
    Call call = Call.get(target).header("Accept", "text/event-stream");
    Call resumed = seen.isEmpty() ? call : call.header("Last-Event-ID", seen);
    Socket socket = client.connect();
    socket.getOutputStream().write(client.head(resumed, "HTTP/1.0"));
    EventLines events = new EventLines(socket);
    String status = events.line();
    if (!status.contains(" 200 ")) {
      throw new IOException("no stream but: " + status);
    }
    return events;
  }

  /** Where it begins, which is told before any event. */
  String place() throws IOException {
    String line = line();
    while (!line.startsWith("id: ")) {
      line = line();
    }
    return line.substring(4);
  }

  /** All events up to the first of a kind. */
  List<Event> until(String kind) throws IOException {
    return untilOfJob(kind, "");
  }

  List<Event> untilOfJob(String kind, String job) throws IOException {
    List<Event> events = new ArrayList<>();
    Event last;
    do {
      last = next();
      events.add(last);
    } while (!last.kind().equals(kind)
        || !job.isEmpty() && !last.data().path("job_id").asText().equals(job));
    return events;
  }

  private Event next() throws IOException {
    String id = "";
    String kind = "";
    String data = "";
    for (String line = line(); !line.isEmpty() || data.isEmpty(); line = line()) {
      if (line.startsWith("id: ")) {
        id = line.substring(4);
      } else if (line.startsWith("event: ")) {
        kind = line.substring(7);
      } else if (line.startsWith("data: ")) {
        data = line.substring(6);
      }
    }
    return new Event(id, kind, MAPPER.readTree(data));
  }

  private String line() throws IOException {
    String line = lines.readLine();
    if (line == null) {
      throw new IOException("the stream ended");
    }
    if (System.nanoTime() - openedNs > PATIENCE.toNanos()) {
      throw new IOException("not told within " + PATIENCE.toSeconds() + " s; last: " + line);
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
