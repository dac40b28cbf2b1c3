package io.tern.orchestrator;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.StorageName;
import io.tern.ledger.SettingChanged;
import io.tern.orchestrator.api.Administration;
import io.tern.orchestrator.coordinator.OwnKafka;
import io.tern.orchestrator.journal.wire.Verdict;
import io.tern.setting.Access;
import io.tern.setting.Ban;
import io.tern.setting.Change;
import io.tern.setting.Global;
import io.tern.setting.LinkRule;
import io.tern.setting.Order;
import io.tern.setting.Sealed;
import io.tern.setting.Setting;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings of a running service: on every node at once, and found again after a restart. */
class SettingsServiceTest {
  private static final StorageName A = new StorageName("mock://a");
  private static final StorageName B = new StorageName("mock://b");
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path data;

  @Test
  void whatIsSetHoldsOnEveryNodeAndAfterARestart() throws Exception {
    try (OwnKafka kafka = OwnKafka.start(data.resolve("kafka"), 20_300)) {
      Map<String, String> cluster = kafka.clients().connection();
      try (Tern one = start("one", cluster);
          Tern two = start("two", cluster)) {
        Administration here = of(one);
        Administration there = of(two);

        assertThat(ask(here, put(rule(3)))).isEqualTo(200);
        assertThat(here.settings().find("link/ab")).isNotNull();
        Awaitility.await().atMost(PATIENCE).until(() -> there.settings().find("link/ab") != null);

        assertThat(ask(there, put(rule(4), cloud()))).isEqualTo(200);
        assertThat(ask(there, put(rule("another", 5)))).isEqualTo(409);
        assertThat(audited(there)).containsExactly("cloud/S3:s3", "link/ab", "link/ab");
        assertThat(explained(one)).contains("/CN=operator lets 2 to 4 copies run at once");
        assertThat(explained(two)).isEqualTo(explained(one));
      }
      try (Tern again = start("one", cluster)) {
        Administration administration = of(again);

        assertThat(requireNonNull(administration.settings().find("link/ab")).setting())
            .isEqualTo(rule(4));
        assertThat(requireNonNull(administration.settings().find("cloud/S3:s3")).setting())
            .isEqualTo(cloud());
        assertThat(ask(administration, new Change.Remove("link/ab"))).isEqualTo(200);
        assertThat(administration.settings().find("link/ab")).isNull();
        assertThat(ask(administration, put(rule("another", 5)))).isEqualTo(200);
      }
    }
  }

  @Test
  void whatIsBannedWaitsAndWhatIsHeldStaysHeldThroughARestart() throws Exception {
    try (OwnKafka kafka = OwnKafka.start(data.resolve("kafka"), 20_300)) {
      Map<String, String> cluster = kafka.clients().connection();
      String id;
      try (Tern one = start("one", cluster)) {
        ask(of(one), put(new Ban.OfStorage(B, "*", Ban.Status.WAIT_AS, 0, "down")));
        id = submit(one);
        awaitFile(one, id, "ON_HOLD");

        assertThat(post(one, "/admin/hold", "{\"hold\":true}")).contains("true");
        ask(of(one), new Change.Remove(Ban.OfStorage.nameOf(B, "*")));
        awaitFile(one, id, "SUBMITTED");
      }
      try (Tern again = start("one", cluster)) {
        Awaitility.await().atMost(PATIENCE).until(again::leads);
        assertThat(of(again).settings().find(Order.Hold.class, Order.Hold.NAME))
            .hasValueSatisfying(hold -> assertThat(hold.by()).isEqualTo("/CN=tester"));
        String doomed = submit(again);

        Verdict verdict = of(again).cancelAll("/CN=tester", "test", "no more").await();

        assertThat(verdict.getJobs()).isEqualTo(2);
        assertThat(verdict.getTransfers()).isEqualTo(2);
        awaitFile(again, id, "CANCELED");
        awaitFile(again, doomed, "CANCELED");
        post(again, "/admin/hold", "{\"hold\":false}");
        awaitFile(again, submit(again), "FINISHED");
      }
    }
  }

  @Test
  void aDestinationHasOneWriterWhicheverNodeIsAskedAndThroughARestart() throws Exception {
    String destination = "mock://b/f?time=3600&size_post=10";
    try (OwnKafka kafka = OwnKafka.start(data.resolve("kafka"), 20_300)) {
      Map<String, String> cluster = kafka.clients().connection();
      String id;
      try (Tern one = start("one", cluster);
          Tern two = start("two", cluster)) {
        ask(of(one), put(new Global("*", null, null, null, null, null, null, true)));
        Awaitility.await().atMost(PATIENCE).until(() -> of(two).settings().size() > 0);
        id = idIn(offer(one, destination));

        assertThat(offer(one, destination)).contains("409 Conflict", "submission is duplicated ");
        assertThat(offer(two, destination)).contains("409 Conflict", "submission is duplicated ");
      }
      try (Tern again = start("two", cluster)) {
        Awaitility.await().atMost(PATIENCE).until(again::leads);
        assertThat(offer(again, destination)).contains("409 Conflict");

        send(again, "DELETE", "/jobs/" + id, "");

        assertThat(idIn(offer(again, destination))).hasSize(36);
      }
    }
  }

  /** One of the two leads. */
  private static String explained(Tern tern) throws Exception {
    return send(tern, "GET", "/api/v1/links/explain?source=mock://a&destination=mock://b", "");
  }

  private static String submit(Tern tern) throws Exception {
    return idIn(offer(tern, "mock://b/f?time=0&size_post=10&n=" + System.nanoTime()));
  }

  private static String offer(Tern tern, String destination) throws Exception {
    String file =
        "{\"sources\":[\"mock://a/f?size=10\"],\"destinations\":[\"" + destination + "\"]}";
    return post(tern, "/jobs", "{\"files\":[" + file + "],\"params\":{}}");
  }

  private static String idIn(String answer) {
    return answer.replaceAll(".*\"([0-9a-f-]{36})\".*", "$1");
  }

  private static void awaitFile(Tern tern, String job, String state) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> send(tern, "GET", "/jobs/" + job + "/files", ""),
            files -> files.contains("\"file_state\":\"" + state + "\""));
  }

  private static String post(Tern tern, String path, String body) throws Exception {
    return send(tern, "POST", path, body);
  }

  private static String send(Tern tern, String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + tern.httpPort() + path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    return HTTP.send(request, BodyHandlers.ofString()).body();
  }

  private Tern start(String node, Map<String, String> cluster) throws Exception {
    return Tern.start(TestingTern.settings(node, data.resolve(node), Optional.of(cluster)));
  }

  private static Administration of(Tern tern) {
    return requireNonNull(tern.administration());
  }

  private static int ask(Administration administration, Change... changes) {
    return administration.change("/CN=operator", List.of(changes)).await().getStatus();
  }

  private static Change[] put(Setting... settings) {
    return Arrays.stream(settings).map(Change.Put::new).toArray(Change[]::new);
  }

  private static LinkRule rule(int maxActive) {
    return rule("ab", maxActive);
  }

  private static LinkRule rule(String name, int maxActive) {
    return new LinkRule(name, A, B, 2, maxActive, null, null, 4, true);
  }

  private static Access.CloudStorage cloud() {
    return new Access.CloudStorage("S3:s3", "key", Sealed.of(new byte[] {1, 2, 3}), "https://s3");
  }

  private static List<String> audited(Administration administration) {
    return administration.audit(100).stream().map(SettingChanged::name).toList();
  }
}
