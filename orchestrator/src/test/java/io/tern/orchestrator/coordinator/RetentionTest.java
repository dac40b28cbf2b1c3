package io.tern.orchestrator.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tern.ledger.Ledger;
import io.tern.ledger.Rules;
import io.tern.limit.Ceilings;
import io.tern.orchestrator.Tern;
import io.tern.orchestrator.TernSettings;
import io.tern.orchestrator.TestingTern;
import io.tern.orchestrator.api.identity.Identities;
import io.tern.orchestrator.journal.Ids;
import io.tern.orchestrator.journal.TopicSetup;
import io.tern.orchestrator.journal.Topics;
import io.tern.orchestrator.journal.Watermarks;
import io.tern.orchestrator.journal.wire.Archived;
import io.tern.orchestrator.journal.wire.Position;
import io.tern.orchestrator.view.JobQuery;
import io.tern.orchestrator.view.LocalStore;
import io.tern.orchestrator.view.Origin;
import io.tern.orchestrator.view.StoreSettings;
import io.tern.orchestrator.view.StoredJob;
import io.tern.retry.Backoff;
import io.tern.retry.Retries;
import io.tern.schedule.Scheduler;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that ended go from every node, and are in the archive; what has not ended stays. */
@Timeout(180)
class RetentionTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Topics TOPICS = new Topics("tern.");

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void endedJobsGoAndWhatIsLeftIsTheSameWhoeverReadsTheJournal(
      @TempDir Path broker, @TempDir Path data) throws Exception {
    try (OwnKafka kafka = OwnKafka.start(broker, 20692)) {
      TernSettings settings = settings(data, kafka);
      String running;
      List<String> ended = new ArrayList<>();
      try (Tern tern = Tern.start(settings)) {
        running = submit(tern, 3, "time=600");
        ended.add(submit(tern, 1, "time=0"));
        ended.add(submit(tern, 700, "time=0"));
        awaitGone(tern, ended);
        assertThat(get(tern, running).statusCode()).isEqualTo(200);
        showsArchived(tern, ended.get(0), 1);
        showsArchived(tern, ended.get(1), 700);
        assertThat(send(tern, "GET", "/archive/" + running, "").statusCode()).isEqualTo(404);
      }
      try (Tern again = Tern.start(settings)) {
        assertThat(get(again, running).statusCode()).isEqualTo(200);
        ended.add(submit(again, 2, "time=0"));
        awaitGone(again, ended);
        showsArchived(again, ended.get(1), 700);
        showsArchived(again, ended.get(2), 2);
      }
      try (LocalStore lived = store(data.resolve("store"), kafka);
          LocalStore rebuilt = store(data.resolve("rebuilt"), kafka)) {
        restart(lived, kafka);
        restart(rebuilt, kafka);
        assertThat(jobs(rebuilt))
            .isEqualTo(jobs(lived))
            .extracting(StoredJob::id)
            .containsExactly(UUID.fromString(running));
        assertThat(rebuilt.endedTransfers()).isEqualTo(lived.endedTransfers()).isZero();
        assertThat(rebuilt.applied()).isEqualTo(lived.applied());
      }
      assertThat(archivedTransfers(kafka))
          .isEqualTo(Map.of(ended.get(0), 1, ended.get(1), 700, ended.get(2), 2));
    }
  }

  private static TernSettings settings(Path data, OwnKafka kafka) {
    return TestingTern.settings(
        "one",
        data,
        Optional.of(kafka.clients().connection()),
        new Identities.Open("/CN=tester", "test"),
        new RetentionSettings(Duration.ofSeconds(3), 1_000_000, Duration.ofSeconds(4)));
  }

  private void showsArchived(Tern tern, String job, int files) throws Exception {
    Awaitility.await(job)
        .atMost(Duration.ofSeconds(30))
        .until(() -> send(tern, "GET", "/archive/" + job, "").statusCode() == 200);
    JsonNode shown = JSON.readTree(send(tern, "GET", "/archive/" + job, "").body());
    assertThat(shown.path("job_id").asText()).isEqualTo(job);
    assertThat(shown.path("job_state").asText()).isEqualTo("FINISHED");
    assertThat(shown.path("files")).hasSize(files);
    List<Long> ids = new ArrayList<>();
    for (JsonNode file : shown.path("files")) {
      ids.add(file.path("file_id").asLong());
      assertThat(file.path("file_state").asText()).isEqualTo("FINISHED");
      assertThat(file.path("dest_surl").asText()).startsWith("mock://b/");
      assertThat(file.has("recoverable")).isFalse();
      assertThat(file.path("current_failures").asInt()).isZero();
    }
    assertThat(ids).isSorted().doesNotHaveDuplicates();
    assertThat(send(tern, "GET", "/archive/" + job + "/vo_name", "").body()).isEqualTo("\"test\"");
    assertThat(send(tern, "GET", "/archive/" + job + "/colour", "").statusCode()).isEqualTo(404);
    showsArchivedNatively(tern, job, ids);
  }

  private void showsArchivedNatively(Tern tern, String id, List<Long> files) throws Exception {
    HttpResponse<String> answer = send(tern, "GET", "/api/v1/archive/jobs/" + id, "");
    JsonNode job = JSON.readTree(answer.body()).path("job");
    JsonNode transfers = JSON.readTree(answer.body()).path("transfers");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(job.path("id").asText()).isEqualTo(id);
    assertThat(job.path("state").asText()).isEqualTo("FINISHED");
    assertThat(job.path("transfers").asInt()).isEqualTo(files.size());
    assertThat(transfers.findValuesAsText("id"))
        .isEqualTo(files.stream().map(String::valueOf).toList());
    assertThat(transfers)
        .allMatch(file -> file.path("state").asText().equals("FINISHED"))
        .allMatch(file -> file.path("destination").asText().startsWith("mock://b/"))
        .allMatch(file -> file.path("attempt").asInt() == 1);
  }

  private void awaitGone(Tern tern, List<String> jobs) {
    for (String job : jobs) {
      Awaitility.await(job)
          .atMost(Duration.ofSeconds(60))
          .until(() -> get(tern, job).statusCode() == 404);
    }
  }

  private String submit(Tern tern, int files, String query) throws Exception {
    String run = Long.toString(System.nanoTime());
    String list =
        IntStream.range(0, files)
            .mapToObj(i ->
                "{\"sources\":[\"mock://a/%d?size=5\"],\"destinations\":[\"mock://b/%s/%d?%s&size_post=5\"]}"
                    .formatted(i, run, i, query))
            .collect(Collectors.joining(","));
    HttpResponse<String> answer =
        send(tern, "POST", "/jobs", "{\"files\":[" + list + "],\"params\":{}}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body()).get("job_id").asText();
  }

  private HttpResponse<String> get(Tern tern, String job) throws Exception {
    return send(tern, "GET", "/jobs/" + job, "");
  }

  private HttpResponse<String> send(Tern tern, String method, String path, String body)
      throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + tern.httpPort() + path))
            .method(method, BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .build(),
        BodyHandlers.ofString());
  }

  private static LocalStore store(Path path, OwnKafka kafka) throws Exception {
    try (Admin admin = kafka.clients().admin()) {
      TopicSetup.Found found =
          new TopicSetup(TOPICS, TopicSetup.Durability.embedded(false)).prepare(admin);
      Origin origin = new Origin(found.clusterId(), found.journalId(), Coordinator.FORMAT);
      return LocalStore.open(path, origin, StoreSettings.DEFAULT, System.currentTimeMillis());
    }
  }

  /** Reads on to the journal's end, and brings the store to where a node that starts has it. */
  private static void restart(LocalStore store, OwnKafka kafka) {
    var applied = store.applied();
    Position from = applied.position();
    try (JournalTail tail =
        new JournalTail(kafka.clients(), TOPICS, applied.journalOffset(), from)) {
      assertThat(new CatchUp(store).run(tail, () -> false)).isTrue();
    }
    Rules rules = Rules.defaults(new Retries(0, Backoff.defaults()));
    Ledger ledger =
        new Replica(new Ledger(rules, new Scheduler(Ceilings.defaults())), store, new Watermarks())
            .ledger();
  }

  private static List<StoredJob> jobs(LocalStore store) {
    Optional<String> any = Optional.empty();
    return store.list(new JobQuery(any, any, any, any, any, Set.of(), false, 0, 0));
  }

  private static Map<String, Integer> archivedTransfers(OwnKafka kafka) throws Exception {
    TopicPartition archive = new TopicPartition(TOPICS.archive(), 0);
    List<Archived> parts = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = kafka.clients().consumer("test", Map.of())) {
      consumer.assign(List.of(archive));
      consumer.seekToBeginning(List.of(archive));
      long end = consumer.endOffsets(List.of(archive)).getOrDefault(archive, 0L);
      while (consumer.position(archive) < end) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          parts.add(Archived.parseFrom(record.value()));
        }
      }
    }
    return parts.stream()
        .collect(
            Collectors.groupingBy(
                part -> Ids.uuid(part.getJobId()).toString(),
                Collectors.summingInt(Archived::getTransferCount)));
  }
}
