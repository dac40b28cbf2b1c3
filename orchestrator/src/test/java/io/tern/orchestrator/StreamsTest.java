package io.tern.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.orchestrator.coordinator.OwnKafka;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Events of a job, told by whichever node is asked. */
@Timeout(180)
class StreamsTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String FILE =
      "{\"sources\":[\"mock://a/f?size=10\"],\"destinations\":[\"mock://b/f?time=3600\"]}";

  @TempDir Path data;

  @Test
  void aStreamGoesOnAtAnotherNodeAndAfterARestart() throws Exception {
    try (OwnKafka kafka = OwnKafka.start(data.resolve("kafka"), 20_310)) {
      Map<String, String> cluster = kafka.clients().connection();
      String job;
      String seen;
      List<String> elsewhere;
      try (Tern one = start("one", cluster);
          Tern two = start("two", cluster)) {
        send(one, "DELETE", "/jobs/" + submit(one), "");
        lines(two, "vos/test", "id: 0", "event: state");
        job = "jobs/" + submit(one);
        seen = lines(two, job, "", "event: job").getFirst();
        send(two, "DELETE", "/" + job, "");

        elsewhere = lines(one, job, seen, "event: complete");
      }
      try (Tern again = start("two", cluster)) {
        assertThat(lines(again, job, seen, "event: complete")).isEqualTo(elsewhere);
      }
      assertThat(elsewhere).doesNotContain("event: job");
    }
  }

  /** The ids and kinds of a stream up to a kind. */
  private static List<String> lines(Tern tern, String of, String seen, String until)
      throws Exception {
    HttpRequest.Builder request = request(tern, "/api/v1/" + of + "/events");
    if (!seen.isEmpty()) {
      request.header("Last-Event-ID", seen.substring("id: ".length()));
    }
    List<String> told = new ArrayList<>();
    try (Stream<String> lines = HTTP.send(request.build(), BodyHandlers.ofLines()).body()) {
      Iterator<String> each = lines.iterator();
      while (!told.contains(until)) {
        String line = each.next();
        if (line.startsWith("id: ") || line.startsWith("event: ")) {
          told.add(line);
        }
      }
    }
    return told;
  }

  private static String submit(Tern tern) throws Exception {
    return send(tern, "POST", "/jobs", "{\"files\":[" + FILE + "]}")
        .replaceAll(".*\"([0-9a-f-]{36})\".*", "$1");
  }

  private static String send(Tern tern, String method, String path, String body) throws Exception {
    HttpRequest request =
        request(tern, path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    return HTTP.send(request, BodyHandlers.ofString()).body();
  }

  private static HttpRequest.Builder request(Tern tern, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + tern.httpPort() + path));
  }

  private Tern start(String node, Map<String, String> cluster) throws Exception {
    return Tern.start(TestingTern.settings(node, data.resolve(node), Optional.of(cluster)));
  }
}
