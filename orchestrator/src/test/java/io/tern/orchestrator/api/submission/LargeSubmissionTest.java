package io.tern.orchestrator.api.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tern.orchestrator.api.CommandLog;
import io.tern.orchestrator.api.MemoryJobs;
import io.tern.orchestrator.api.Service;
import io.tern.orchestrator.api.Service.Answer;
import io.tern.orchestrator.journal.wire.Command;
import io.tern.orchestrator.journal.wire.Part;
import io.tern.orchestrator.journal.wire.Verdict;
import io.tern.orchestrator.security.address.StoragePolicy;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Submissions larger than memory wants them (architecture, rule 9). */
class LargeSubmissionTest {
  private static final int MAX_PART = 512 * 1024;
  private static final String FILE =
      "{'sources':['https://a.org/f'],'destinations':['https://b.org/f']}";

  private static final Limits SMALL =
      new Limits(
          100_000,
          8,
          1_000,
          1_000,
          Duration.ofHours(1),
          65_536,
          393_216,
          4,
          65_536,
          2048,
          4096,
          1024,
          1024,
          10,
          60);

  /** A log that acknowledges only when told to. */
  private static final class SlowLog implements CommandLog {
    private final MemoryJobs jobs;
    private final Queue<Promise<Void>> waiting = new ArrayDeque<>();
    private boolean open;

    SlowLog(MemoryJobs jobs) {
      this.jobs = jobs;
    }

    @Override
    public synchronized Future<Void> append(UUID job, Command command) {
      Future<Void> applied = jobs.append(job, command);
      if (open) {
        return applied;
      }
      Promise<Void> promise = Promise.promise();
      waiting.add(promise);
      return promise.future();
    }

    synchronized int waiting() {
      return waiting.size();
    }

    void open() {
      List<Promise<Void>> acknowledged;
      synchronized (this) {
        open = true;
        acknowledged = List.copyOf(waiting);
      }
      acknowledged.forEach(Promise::complete);
    }

    @Override
    public Future<Verdict> ask(UUID job, Command.Builder command) {
      return jobs.ask(job, command);
    }

    @Override
    public Future<Boolean> caughtUp() {
      return jobs.caughtUp();
    }

    @Override
    public Future<Boolean> upToDate() {
      return caughtUp();
    }
  }

  private static Answer stream(Service service, JobText text) {
    return service.send(
        service
            .request("/jobs")
            .header("Content-Type", Service.JSON)
            .POST(BodyPublishers.ofInputStream(text::stream)));
  }

  @Test
  void partsAreBoundedNumberedAndTogetherTheJob() {
    try (Service service = new Service()) {
      Answer answer = stream(service, JobText.filesFirst(5_000));

      assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
      List<Part> parts = service.jobs.parts();
      assertThat(parts.size()).isGreaterThan(10);
      for (int i = 0; i < parts.size(); i++) {
        assertThat(parts.get(i).getPart()).isEqualTo(i);
        assertThat(parts.get(i).getSerializedSize()).isLessThan(80 * 1024);
        assertThat(parts.get(i).getParts()).isEqualTo(i == parts.size() - 1 ? parts.size() : 0);
      }
      assertThat(parts.getLast().getTransfers()).isEqualTo(5_000);
      assertThat(service.jobs.transfers(service.jobs.onlyJob()))
          .hasSize(5_000)
          .allMatch(row -> row.fileIndex() == row.index())
          .allMatch(row -> row.text().getSourceUrl().endsWith("." + row.index()));
    }
  }

  @Test
  void theClientWaitsWhenTheLogIsSlow() {
    MemoryJobs jobs = new MemoryJobs();
    SlowLog log = new SlowLog(jobs);
    try (Service service = new Service(jobs, log, UnaryOperator.identity())) {
      CompletableFuture<Answer> answer =
          CompletableFuture.supplyAsync(() -> stream(service, JobText.paramsFirst(30_000)));

      await()
          .atMost(Duration.ofSeconds(20))
          .during(Duration.ofMillis(400))
          .until(() -> log.waiting() >= Limits.DEFAULT.partsInFlight() && log.waiting() < 12);
      assertThat(answer).isNotDone();
      assertThat(jobs.jobs()).isEmpty();
      log.open();

      assertThat(answer.join().status()).isEqualTo(200);
      assertThat(jobs.transfers(jobs.onlyJob())).hasSize(30_000);
    }
  }

  /** What is wrong at the end spoils all of it. */
  @Test
  void aBadEntryAtTheEndLeavesNoJob() {
    try (Service service = new Service()) {
      Answer answer = stream(service, JobText.paramsFirst(2_000).withBadEnd());

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.message()).contains("Missing scheme (/etc/passwd)");
      assertThat(service.jobs.parts()).isNotEmpty().noneMatch(Part::hasHeader);
      assertThat(service.jobs.jobs()).isEmpty();
    }
  }

  @Test
  void aSeededIdIsKnownInTimeWhenParamsFollowAFewThousandFiles() {
    try (Service service = new Service()) {
      Answer answer = stream(service, JobText.filesFirst(3_000).seeded());

      assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
      assertThat(service.jobs.onlyJob()).isEqualTo(JobIds.deterministic("cms", "seed"));
      assertThat(service.jobs.parts())
          .extracting(Part::getJobId)
          .containsOnly(service.jobs.parts().getFirst().getJobId());
    }
  }

  @Test
  void aSeedAfterTooManyFilesIsRefusedWithTheWayOut() {
    try (Service service = new Service()) {
      Answer late = stream(service, JobText.filesFirst(30_000).seeded());
      Answer early = stream(service, JobText.paramsFirst(30_000).seeded());

      assertThat(late.status()).isEqualTo(400);
      assertThat(late.message()).contains("id_generator").contains("params before files");
      assertThat(early.status()).isEqualTo(200);
    }
  }

  @Test
  void anEntryThatExceedsAPartIsRefused() {
    String sources = "\"https://s/" + "ä".repeat(500) + "\",";
    String entry =
        "{\"sources\": ["
            + sources.repeat(30)
            + "\"https://s/x\"], \"destinations\": ["
            + sources.repeat(30)
            + "\"https://s/x\"]}";
    try (Service service = new Service()) {
      Answer answer = service.post("/jobs", "{\"files\": [" + entry + "]}");

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.message())
          .startsWith("files[0]: its 961 transfers take ")
          .contains("limit");
    }
  }

  @Test
  void theLargestEntryStillFitsAPartWithItsHeader() {
    String sources = "\"https://s/" + "ä".repeat(500) + "\",";
    String entry =
        "{\"sources\": ["
            + sources.repeat(345)
            + "\"https://s/x\"], \"destinations\": [\"s:"
            + "//d/x\"]}";
    try (Service service = new Service()) {
      Answer answer =
          service.post(
              "/jobs",
              "{\"files\": ["
                  + entry
                  + "], \"params\": {\"job_metadata\": \""
                  + "m".repeat(2000)
                  + "\"}}");

      assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
      assertThat(service.jobs.parts()).hasSize(1);
      assertThat(service.jobs.parts().getFirst().getSerializedSize()).isLessThan(MAX_PART);
    }
  }

  @Test
  void limitsAreNamed() {
    try (Service service = new Service(settings -> settings.with(SMALL, StoragePolicy.OPEN))) {
      Answer announced = service.post("/jobs", "{\"x\": \"" + "y".repeat(100_000) + "\"}");
      Answer chunked = stream(service, JobText.filesFirst(1_000));
      Answer deep = service.post("/jobs", "{\"x\": " + "[".repeat(8) + "]".repeat(8) + "}");
      Answer many = service.submit("{'files':[" + FILE + ("," + FILE).repeat(1_000) + "]}");
      Answer string = service.post("/jobs", "{\"x\": \"" + "y".repeat(2_000) + "\"}");

      assertThat(announced.status()).isEqualTo(413);
      assertThat(announced.message()).isEqualTo("body: over 100000 bytes (limit of a submission)");
      assertThat(chunked.status()).isEqualTo(413);
      assertThat(deep.status()).isEqualTo(400);
      assertThat(deep.message()).contains("depth").contains("8");
      assertThat(string.status()).isEqualTo(400);
      assertThat(string.message()).contains("length").contains("1000");
      assertThat(many.status()).isEqualTo(400);
      assertThat(many.message()).isEqualTo("files: over 1000 transfers (limit of a job)");
      assertThat(service.jobs.jobs()).isEmpty();
    }
  }

  /** Section 2.4. */
  @ParameterizedTest
  @CsvSource({
    "7200, 3h, 200",
    "7201, 3h, 400",
    "7200, 1h, 400",
    "-1, 1h, 200",
    "7200, 0, 200",
  })
  void aJobOutwaitsItsStagingByTheMargin(int bringOnline, String queue, int status) {
    String params = "{'bring_online':%d,'max_time_in_queue':'%s'}".formatted(bringOnline, queue);
    try (Service service = new Service(settings -> settings.with(SMALL, StoragePolicy.OPEN))) {
      Answer answer = service.submit("{'files':[" + FILE + "],'params':" + params + "}");

      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.message())
          .isEqualTo(
              status == 200
                  ? ""
                  : "Bringonline and Expiration timeout must be at least 3600 seconds apart");
    }
  }

  @Test
  void membersOfAnObjectAreBounded() {
    StringBuilder many = new StringBuilder("{\"x\": {\"a\": 1");
    for (int i = 0; i < 1_000; i++) {
      many.append(", \"a").append(i).append("\": 1");
    }
    try (Service service = new Service()) {
      Answer answer = service.post("/jobs", many.append("}}").toString());

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.message()).isEqualTo("an object has over 1000 members (limit)");
    }
  }

  /** In a JVM of its own, since only the heap's limit proves it. */
  @ParameterizedTest
  @CsvSource({"object, 200", "lines, 201"})
  void aHundredThousandFilesFitASmallHeap(String form, int status)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                SmallHeapSubmission.class.getName(),
                form)
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes());

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(printed).endsWith("status " + status + ", transfers 100000\n");
    assertThat(process.exitValue()).isZero();
  }
}
