package io.tern.orchestrator.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tern.job.TransferState;
import io.tern.ledger.Ledger;
import io.tern.ledger.Rules;
import io.tern.limit.Ceilings;
import io.tern.orchestrator.Tern;
import io.tern.orchestrator.TestingTern;
import io.tern.orchestrator.journal.Entry;
import io.tern.orchestrator.journal.Ids;
import io.tern.orchestrator.journal.KafkaClients;
import io.tern.orchestrator.journal.Keys;
import io.tern.orchestrator.journal.TopicSetup;
import io.tern.orchestrator.journal.Topics;
import io.tern.orchestrator.journal.Watermarks;
import io.tern.orchestrator.journal.wire.FileText;
import io.tern.orchestrator.journal.wire.FileTexts;
import io.tern.orchestrator.journal.wire.JobHeader;
import io.tern.orchestrator.journal.wire.JobRecord;
import io.tern.orchestrator.journal.wire.Kind;
import io.tern.orchestrator.journal.wire.Part;
import io.tern.orchestrator.journal.wire.Position;
import io.tern.orchestrator.journal.wire.State;
import io.tern.orchestrator.journal.wire.TransferRecord;
import io.tern.orchestrator.view.Applied;
import io.tern.orchestrator.view.Batch;
import io.tern.orchestrator.view.JobQuery;
import io.tern.orchestrator.view.JobReader;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node's state is what the journal says, however the node came to it. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplicaTest {
  private static final UUID JOB = new UUID(3, 4);
  private static final long TRANSFER = 7;

  @TempDir Path data;
  private OwnKafka kafka;

  @BeforeAll
  void start(@TempDir Path broker) throws Exception {
    kafka = OwnKafka.start(broker, 20292);
  }

  @AfterAll
  void stop() {
    kafka.close();
  }

  @Test
  void oneThatIsMadeFromTheJournalAloneEqualsTheOneThatLived() throws Exception {
    Path lived = data.resolve("lived");
    try (Tern tern =
        Tern.start(TestingTern.settings("one", lived, Optional.of(kafka.clients().connection())))) {
      allKindsOfJobs(tern);
    }
    try (LocalStore old = store("lived/store", originOfTern());
        LocalStore rebuilt = store("rebuilt", originOfTern())) {
      Replica replica = replica(rebuilt, new Topics("tern."));

      assertThat(rebuilt.applied()).isEqualTo(old.applied());
      assertThat(replica.ledger().nextTransfer()).isEqualTo(7);
      assertThat(answers(rebuilt)).isEqualTo(answers(old)).hasSizeGreaterThan(12);
    }
  }

  /** Another transaction that stays open keeps the journal's end where a missing mark would. */
  @Test
  void whatTheStoreHoldsIsNotGivenUpWhileItsCommitIsStillToBeMarked() throws Exception {
    Topics topics = kafka.topics("unmarked");
    try (LocalStore store = store("unmarked", anOrigin());
        KafkaProducer<byte[], byte[]> open =
            kafka.clients().producer("test", Map.of("transactional.id", "other"));
        StepLog log = new StepLog(kafka.clients(), topics)) {
      open.initTransactions();
      open.beginTransaction();
      open.send(new ProducerRecord<>(topics.journal(), 0, Keys.job(JOB), new byte[0])).get();
      Position position = Position.newBuilder().setLeader("one").build();
      StepLog.Committed done = log.commit(stepAt(position));
      store.apply(new Batch(new Applied(position, done.nextOffset(), done.appendedMs())));

      CountDownLatch waits = new CountDownLatch(1);
      CompletableFuture<Boolean> caughtUp =
          CompletableFuture.supplyAsync(() -> catchUp(store, topics, waits::countDown));
      waits.await();
      open.abortTransaction();

      assertThat(caughtUp.get(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aStoreIsKeptWhoseCommitIsNeverMarked() throws Exception {
    Topics topics = kafka.topics("never");
    try (LocalStore store = store("never", anOrigin());
        KafkaProducer<byte[], byte[]> open =
            kafka.clients().producer("test", Map.of("transactional.id", "another"))) {
      open.initTransactions();
      open.beginTransaction();
      open.send(new ProducerRecord<>(topics.journal(), 0, Keys.job(JOB), new byte[0])).get();
      ahead(store);

      assertThatIllegalStateException()
          .isThrownBy(() -> catchUpSoon(store, topics))
          .withMessageStartingWith(
              "journal: the transaction at offset 0 was committed and is not marked so");
      open.abortTransaction();
    }
    try (LocalStore again = store("never", anOrigin())) {
      assertThat(again.applied().journalOffset()).isEqualTo(1);
    }
  }

  @Test
  void aStoreIsMadeAnewWhoseJournalHasLostItsTail() throws Exception {
    Topics topics = kafka.topics("lost");
    try (LocalStore store = store("lost", anOrigin())) {
      ahead(store);

      assertThatIllegalStateException()
          .isThrownBy(() -> catchUpSoon(store, topics))
          .withMessageStartingWith("store: at journal offset 1 (expected: <= 0");
    }
    try (LocalStore again = store("lost", anOrigin())) {
      assertThat(again.applied()).isEqualTo(Applied.NOTHING);
    }
  }

  private static void ahead(LocalStore store) {
    Position position = Position.newBuilder().setLeader("one").build();
    store.apply(new Batch(new Applied(position, 1, System.currentTimeMillis())));
  }

  private void catchUpSoon(LocalStore store, Topics topics) {
    Applied applied = store.applied();
    try (JournalTail tail =
        new JournalTail(kafka.clients(), topics, applied.journalOffset(), applied.position())) {
      var unused = new CatchUp(store, 3).run(tail, () -> false);
    }
  }

  private static StepLog.Content stepAt(Position position) {
    return new StepLog.Content(
        List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), position);
  }

  private boolean catchUp(LocalStore store, Topics topics, Runnable whileWaiting) {
    Applied applied = store.applied();
    try (JournalTail tail =
        new JournalTail(kafka.clients(), topics, applied.journalOffset(), applied.position())) {
      return new CatchUp(store)
          .run(
              tail,
              () -> {
                whileWaiting.run();
                return false;
              });
    }
  }

  @Test
  void aTransferThatRanBeforeItsJobsLastRecordStillRuns() throws Exception {
    Topics topics =
        compacted("reprioritised", job(State.STATE_UNSPECIFIED, 5), transfer(State.ACTIVE));

    try (LocalStore store = store("reprioritised", anOrigin())) {
      Ledger ledger = replica(store, topics).ledger();

      assertThat(ledger.tally().of("atlas", TransferState.ACTIVE)).isEqualTo(1);
      assertThat(ledger.scheduler().running()).isEqualTo(1);
      assertThat(ledger.scheduler().waiting()).isZero();
      assertThat(store.job(JOB).orElseThrow().record().getState()).isEqualTo(State.ACTIVE);
      assertThat(store.job(JOB).orElseThrow().record().getPriority()).isEqualTo(5);
    }
  }

  @Test
  void aCopyThatRunsOnAfterItsJobsEndKeepsItsPlace() throws Exception {
    Topics topics = compacted("cancelled", transfer(State.ACTIVE), job(State.CANCELED, 3));

    try (LocalStore store = store("cancelled", anOrigin())) {
      Ledger ledger = replica(store, topics).ledger();

      assertThat(ledger.knows(JOB)).isTrue();
      assertThat(ledger.scheduler().running()).isEqualTo(1);
      assertThat(store.job(JOB).orElseThrow().record().getState()).isEqualTo(State.CANCELED);
    }
  }

  @Test
  void aJobThatHasEndedAndIsAtRestCostsNothing() throws Exception {
    Topics topics = compacted("rested", transfer(State.FINISHED), job(State.FINISHED, 3));

    try (LocalStore store = store("rested", anOrigin())) {
      assertThat(replica(store, topics).ledger().knows(JOB)).isFalse();
      assertThat(store.job(JOB).orElseThrow().record().getState()).isEqualTo(State.FINISHED);
    }
  }

  /** A journal as compaction leaves it: the manifest, then last records in any order. */
  private Topics compacted(String prefix, Entry... last) throws Exception {
    Topics topics = kafka.topics(prefix);
    List<Entry> entries = new ArrayList<>();
    entries.add(new Entry(Keys.part(JOB, 0), manifest().toByteArray()));
    entries.addAll(List.of(last));
    Position position = Position.newBuilder().setNextTransfer(TRANSFER + 1).setLeader("x").build();
    try (StepLog log = new StepLog(kafka.clients(), topics)) {
      log.commit(
          new StepLog.Content(
              entries, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), position));
    }
    return topics;
  }

  private static Part manifest() {
    FileText file =
        FileText.newBuilder().setSourceUrl("mock://a/f").setDestinationUrl("mock://b/f").build();
    return Part.newBuilder()
        .setJobId(Ids.bytes(JOB))
        .addStorage("mock://a")
        .addStorage("mock://b")
        .addActivity("default")
        .addSource(0)
        .addDestination(1)
        .addShare(0)
        .addFileIndex(0)
        .addSize(10)
        .addDestinationHash(99)
        .setTexts(FileTexts.newBuilder().addFile(file.toByteString()).build().toByteString())
        .setHeader(JobHeader.newBuilder().setVo("atlas").setKind(Kind.REGULAR).setPriority(3))
        .setParts(1)
        .setTransfers(1)
        .build();
  }

  private static Entry job(State state, int priority) {
    JobRecord record =
        JobRecord.newBuilder()
            .setFirstTransfer(TRANSFER)
            .setTransfers(1)
            .setParts(1)
            .setPriority(priority)
            .setState(state)
            .setCancel(state == State.CANCELED)
            .setAcceptedMs(1_000)
            .build();
    return new Entry(Keys.job(JOB), record.toByteArray());
  }

  private static Entry transfer(State state) {
    TransferRecord record =
        TransferRecord.newBuilder()
            .setState(state)
            .setAttempt(1)
            .setAgent("agent")
            .setIncarnation("1")
            .setSinceMs(2_000)
            .build();
    return new Entry(Keys.transfer(JOB, TRANSFER), record.toByteArray());
  }

  private Replica replica(LocalStore store, Topics topics) {
    KafkaClients clients = kafka.clients();
    try (JournalTail tail = new JournalTail(clients, topics, 0, Position.getDefaultInstance())) {
      assertThat(new CatchUp(store).run(tail, () -> false)).isTrue();
    }
    Rules rules = Rules.defaults(new Retries(0, Backoff.defaults()));
    return new Replica(
        new Ledger(rules, new Scheduler(Ceilings.defaults())), store, new Watermarks());
  }

  private LocalStore store(String name, Origin origin) {
    return LocalStore.open(
        data.resolve(name), origin, StoreSettings.DEFAULT, System.currentTimeMillis());
  }

  private static Origin anOrigin() {
    return new Origin("cluster", "journal", Coordinator.FORMAT);
  }

  private Origin originOfTern() throws Exception {
    try (Admin admin = kafka.clients().admin()) {
      TopicSetup.Found found =
          new TopicSetup(new Topics("tern."), TopicSetup.Durability.embedded(false)).prepare(admin);
      return new Origin(found.clusterId(), found.journalId(), Coordinator.FORMAT);
    }
  }

  /** All answers to all questions, in one order. */
  private static List<Object> answers(JobReader reader) {
    List<Object> answers = new ArrayList<>();
    for (StoredJob job : reader.list(everything())) {
      answers.add(job);
      reader.transfers(
          job,
          transfer -> {
            answers.add(transfer);
            answers.addAll(reader.attempts(job.id(), transfer.id()));
          });
    }
    return answers;
  }

  private static JobQuery everything() {
    Optional<String> any = Optional.empty();
    return new JobQuery(any, any, any, any, any, Set.of(), false, 0, 0);
  }

  private static void allKindsOfJobs(Tern tern) throws Exception {
    List<String> jobs = new ArrayList<>();
    jobs.add(post(tern, file("a/1?size=5", "b/1?time=0&size_post=5"), "{}"));
    jobs.add(post(tern, file("a/2?size=5", "b/2?time=1&transfer_errno=5"), "{\"retry\":-1}"));
    jobs.add(
        post(
            tern,
            file("a/3?size=5", "b/3?time=1&transfer_errno=110"),
            "{\"retry\":1,\"retry_delay\":1}"));
    jobs.add(
        post(
            tern,
            file("a/4?size=5", "b/4?time=0&size=5&size_post=5")
                + ","
                + file("b/4?size=5", "c/4?time=0&size_post=5"),
            "{\"multihop\":true}"));
    String cancelled = post(tern, file("a/5?size=5", "b/5?time=600&size_post=5"), "{}");
    call(tern, "DELETE", "/jobs/" + cancelled, "");
    jobs.forEach(job ->
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> call(tern, "GET", "/jobs/" + job, "").contains("\"job_finished\":\"")));
  }

  private static String file(String source, String destination) {
    return "{\"sources\":[\"mock://%s\"],\"destinations\":[\"mock://%s\"]}"
        .formatted(source, destination);
  }

  private static String post(Tern tern, String files, String params) throws Exception {
    String body = "{\"files\":[" + files + "],\"params\":" + params + "}";
    String answer = call(tern, "POST", "/jobs", body);
    return answer.replaceAll(".*\"job_id\" ?: ?\"([^\"]+)\".*", "$1");
  }

  private static String call(Tern tern, String method, String path, String body) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + tern.httpPort() + path))
                  .method(method, BodyPublishers.ofString(body))
                  .header("Content-Type", "application/json")
                  .build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return answer.body();
    }
  }
}
