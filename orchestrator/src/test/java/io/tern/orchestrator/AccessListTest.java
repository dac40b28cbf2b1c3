package io.tern.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tern.orchestrator.config.Role;
import io.tern.orchestrator.embedded.AccessList;
import io.tern.orchestrator.embedded.Cluster;
import io.tern.orchestrator.journal.KafkaClients;
import io.tern.orchestrator.journal.TopicSetup.Durability;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The list of who may do what in Kafka: it is enough for a service, and for nothing else. */
@Tag("full")
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessListTest {
  private static final Durability THREE = new Durability(3, 2, false, false);
  private static final String STRANGER = "stranger";

  /** What a user may write, told apart from the list; nobody else writes anything. */
  private static final Map<String, Set<String>> WRITTEN =
      Map.of(
          "tern-api",
          Set.of("commands", "credentials", "uses"),
          "tern-coordinator",
          Set.of(
              "journal",
              "settings",
              "lessons",
              "credentials",
              "events",
              "verdicts",
              "dispatches",
              "audit",
              "archive"),
          "tern-agent",
          Set.of("reports", "progress", "uses", "credentials"),
          "tern-events",
          Set.of(),
          STRANGER,
          Set.of());

  private final HttpClient http = HttpClient.newHttpClient();
  private final Set<String> topics = new TreeSet<>();
  @TempDir private static Path data;
  private Cluster cluster;

  @BeforeAll
  void runAServiceWhoseRolesAreUsersOfTheirOwn() throws Exception {
    AccessList shipped = AccessList.shipped();
    List<String> users = new ArrayList<>(shipped.users());
    users.add(STRANGER);
    cluster = Cluster.guarded(data.resolve("kafka").toAbsolutePath(), users);
    try (Admin admin = new KafkaClients(cluster.connection()).admin()) {
      admin.createAcls(shipped.bindings()).all().get(60, TimeUnit.SECONDS);
    }
    try (Tern decides = node("tern-coordinator", EnumSet.of(Role.COORDINATOR));
        Tern copies = node("tern-agent", EnumSet.of(Role.AGENT));
        Tern serves = node("tern-api", EnumSet.of(Role.API))) {
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(decides::leads);
      moveAFile(serves);
      assertThat(copies.leads()).isFalse();
    }
    try (Admin admin = new KafkaClients(cluster.connection()).admin()) {
      topics.addAll(admin.listTopics().names().get(30, TimeUnit.SECONDS));
    }
    assertThat(topics).hasSize(13).allMatch(topic -> topic.startsWith("tern."));
  }

  @AfterAll
  void stop() {
    cluster.close();
    http.close();
  }

  private Tern node(String user, Set<Role> roles) throws Exception {
    TernSettings plain = TestingTern.on(THREE, user, data.resolve(user), cluster.connection(user));
    return Tern.start(TestingTern.as(roles, TestingTern.sealing(plain)));
  }

  private void moveAFile(Tern tern) throws Exception {
    String job =
        """
        {"files":[{"sources":["mock://s/f?size=5"],"destinations":["mock://d/f?time=1&size_post=5"]}]}
        """;
    String id = new ObjectMapper().readTree(ask(tern, "POST", "/jobs", job)).get("job_id").asText();
    Awaitility.await()
        .atMost(Duration.ofSeconds(120))
        .until(() -> ask(tern, "GET", "/jobs/" + id, "").contains("\"job_state\":\"FINISHED\""));
    assertThat(ask(tern, "POST", "/ban/se", "{\"storage\":\"mock://x\"}")).contains("[]");
    assertThat(ask(tern, "GET", "/config/audit", "")).contains("ban-se");
  }

  private String ask(Tern tern, String method, String path, String body) throws Exception {
    return http.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + tern.httpPort() + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .build(),
            BodyHandlers.ofString())
        .body();
  }

  @Test
  void oneUserIsEnoughForAllRoles() throws Exception {
    try (Tern all = node("tern", EnumSet.allOf(Role.class))) {
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(all::leads);
      moveAFile(all);
    }
  }

  @Test
  void nobodyForgesARecordOfAnother() {
    WRITTEN.forEach((user, own) -> {
      try (KafkaProducer<byte[], byte[]> forger =
          clients(user).producer("test", Map.of("enable.idempotence", false))) {
        for (String topic : topics) {
          if (!own.contains(topic.substring("tern.".length()))) {
            assertThatThrownBy(() ->
                    forger.send(new ProducerRecord<>(topic, new byte[1])).get(30, TimeUnit.SECONDS))
                .as("%s to %s", user, topic)
                .hasCauseInstanceOf(AuthorizationException.class);
          }
        }
      }
    });
  }

  @Test
  void nobodyElseReadsAnything() {
    assertThat(readBy(STRANGER)).isEmpty();
    assertThat(readBy("tern-events")).containsExactly("tern.events");
    assertThat(readBy("tern-agent")).doesNotContain("tern.commands", "tern.reports", "tern.audit");
  }

  private Set<String> readBy(String user) {
    Set<String> read = new TreeSet<>();
    for (String topic : topics) {
      try (KafkaConsumer<byte[], byte[]> reader = clients(user).consumer("test", Map.of())) {
        List<TopicPartition> partition = List.of(new TopicPartition(topic, 0));
        reader.assign(partition);
        reader.seekToBeginning(partition);
        reader.poll(Duration.ofSeconds(10));
        read.add(topic);
      } catch (AuthorizationException e) {
        assertThat(e).hasMessageContaining(topic);
      }
    }
    return read;
  }

  @Test
  void onlyACoordinatorDeposesTheLeader() {
    for (String user : List.of(STRANGER, "tern-api", "tern-agent", "tern-events")) {
      try (KafkaProducer<byte[], byte[]> usurper =
          clients(user).producer("test", Map.of("transactional.id", "tern.leader"))) {
        assertThatThrownBy(usurper::initTransactions)
            .as(user)
            .isInstanceOf(TransactionalIdAuthorizationException.class);
      }
    }
  }

  private KafkaClients clients(String user) {
    return new KafkaClients(cluster.connection(user));
  }
}
