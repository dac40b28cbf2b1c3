package io.tern.orchestrator.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** The jobs that were answered with 200, which is when they may not be lost any more. */
final class Acknowledged {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> ENDS = Set.of("FINISHED", "FAILED", "FINISHEDDIRTY", "CANCELED");

  private final List<String> jobs = new CopyOnWriteArrayList<>();
  private final String run;
  private final int files;
  private int number;

  /**
   * @param run names the destinations, so that no two runs share one
   * @param files of each job
   */
  Acknowledged(String run, int files) {
    this.run = run;
    this.files = files;
  }

  List<String> jobs() {
    return List.copyOf(jobs);
  }

  int transfers() {
    return jobs.size() * files;
  }

  /** Jobs whose copies last {@code seconds}; all must be taken. */
  Acknowledged submit(Node node, int count, int seconds) throws IOException {
    for (int i = 0; i < count; i++) {
      HttpResponse<String> answer = offer(node, seconds);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
    return this;
  }

  /** One job, which is noted if it is taken. */
  HttpResponse<String> offer(Node node, int seconds) throws IOException {
    HttpResponse<String> answer = node.post(job(number++, seconds));
    if (answer.statusCode() / 100 == 2) {
      jobs.add(JSON.readTree(answer.body()).get("job_id").asText());
    }
    return answer;
  }

  private String job(int job, int seconds) {
    String list =
        IntStream.range(0, files)
            .mapToObj(i ->
                """
                {"sources":["mock://s%d/%d?size=1000"],\
                "destinations":["mock://d%d/%s/%d/%d?time=%d&size_post=1000"]}\
                """
                    .formatted(i % 20, i, (job + i) % 20, run, job, i, seconds))
            .collect(Collectors.joining(","));
    return "{\"files\":[" + list + "],\"params\":{\"retry\":3,\"retry_delay\":1}}";
  }

  /** How many transfers are in which state, by one node's word. */
  TreeMap<String, Integer> states(Node node) {
    TreeMap<String, Integer> states = new TreeMap<>();
    for (String job : jobs) {
      for (JsonNode file : node.read("/jobs/" + job + "/files")) {
        states.merge(file.get("file_state").asText(), 1, Integer::sum);
      }
    }
    return states;
  }

  /** Waits until {@code node} tells such states; one whose view is behind is asked again. */
  void awaitStates(Node node, Predicate<Map<String, Integer>> wanted) {
    Awaitility.await("states")
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> wanted.test(states(node)));
  }

  /** Waits until all jobs have ended by {@code node}'s word, and all transfers with them. */
  void awaitFinished(Node node, Duration patience) {
    for (String job : jobs) {
      Awaitility.await("job " + job + " ends")
          .atMost(patience)
          .ignoreExceptions()
          .until(() -> ENDS.contains(node.read("/jobs/" + job).get("job_state").asText()));
    }
    assertThat(states(node)).isEqualTo(new TreeMap<>(Map.of("FINISHED", transfers())));
  }

  /** All that a node tells of these jobs, to compare with what another tells. */
  List<JsonNode> told(Node node) {
    List<JsonNode> told = new ArrayList<>();
    for (String job : jobs) {
      told.add(node.read("/jobs/" + job));
      told.add(node.read("/jobs/" + job + "/files"));
    }
    return told;
  }
}
