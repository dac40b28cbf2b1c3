package io.tern.orchestrator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** Speaks to the service, each request on a connection of its own. */
final class Client {
  private static final int PATIENCE_MS = 60_000;
  private static final Set<String> ENDED =
      Set.of("FINISHED", "FAILED", "FINISHEDDIRTY", "CANCELED");
  private static final AtomicInteger UNIQUE = new AtomicInteger();

  private final Door door;
  private final int port;

  Client(Door door, int port) {
    this.door = door;
    this.port = port;
  }

  /** How the service is told who asks, as {@code /whoami} names it. */
  String method() {
    return door.method();
  }

  /** How many callers may come at the same moment. */
  int crowd() {
    return door.crowd();
  }

  /** What {@code who} shows besides its name, as {@code /whoami} lists it. */
  List<String> attributes(Who who) {
    return door.attributes(who);
  }

  Reply send(Call call) {
    return send(call, "HTTP/1.1");
  }

  /** Of the native API no answer is taken that its description does not name. */
  Reply send(Call call, String version) {
    Reply reply = exchange(call, version);
    Described.check(call, reply);
    return reply;
  }

  private Reply exchange(Call call, String version) {
    try (Socket socket = connect(call.who())) {
      socket.getOutputStream().write(head(call, version));
      socket.getOutputStream().write(call.body());
      return Reply.read(socket.getInputStream(), !call.method().equals("HEAD"));
    } catch (IOException e) {
      throw new AssertionError("no answer to " + call.method() + " " + call.target(), e);
    }
  }

  /** The head of a request as its caller sends it. */
  byte[] head(Call call, String version) {
    return call.head(version, door.headers(call.who())).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A connection of Alice's. */
  Socket connect() throws IOException {
    return connect(Who.ALICE);
  }

  private Socket connect(Who who) throws IOException {
    Socket socket = door.connect(who, port);
    socket.setSoTimeout(PATIENCE_MS);
    return socket;
  }

  Reply get(String target) {
    return send(Call.get(target));
  }

  /** The id of a job that must be taken. */
  String submit(String json) {
    return submit(json, Who.ALICE);
  }

  String submit(String json, Who who) {
    Reply reply = send(Call.post("/jobs", json).as(who));
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply.text("job_id");
  }

  JsonNode read(String id) {
    return send(Call.get("/jobs/" + id).as(Who.ROOT)).json();
  }

  JsonNode files(String id) {
    return send(Call.get("/jobs/" + id + "/files").as(Who.ROOT)).json();
  }

  /** The job once it has ended. */
  JsonNode ended(String id) {
    return Awaitility.await("the end of " + id)
        .atMost(Duration.ofMillis(PATIENCE_MS))
        .until(() -> read(id), job -> ENDED.contains(job.path("job_state").asText()));
  }

  /** A number that no other test of this run has. */
  static int unique() {
    return UNIQUE.incrementAndGet();
  }

  /** A file that is copied at once, to a destination of its own. */
  static String quickFile() {
    return file("a.example", "b.example", "time=0&size_post=1048576");
  }

  /** A file whose copy takes longer than the suite. */
  static String longFile() {
    return file("a.example", "b.example", "time=3600&size_post=1048576");
  }

  static String file(String source, String destination, String query) {
    int number = unique();
    return "{'sources':['mock://%s/data/%d?size=1048576'],'destinations':['mock://%s/data/%d?%s']}"
        .formatted(source, number, destination, number, query);
  }

  static String job(String... files) {
    return "{'files':[" + String.join(",", files) + "]}";
  }

  /** A job of some files and the members of {@code params}. */
  static String jobWith(String params, String... files) {
    return "{'files':[" + String.join(",", files) + "],'params':{" + params + "}}";
  }
}
