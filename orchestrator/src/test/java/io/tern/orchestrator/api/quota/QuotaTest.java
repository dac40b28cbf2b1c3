package io.tern.orchestrator.api.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tern.orchestrator.api.MemoryQuotas;
import io.tern.orchestrator.api.Service;
import io.tern.orchestrator.api.Service.Answer;
import io.tern.orchestrator.api.exchange.Reading;
import io.tern.orchestrator.api.quota.QuotaMeter.Kind;
import io.tern.orchestrator.journal.wire.State;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One VO's quota is used up; another goes on. */
class QuotaTest {
  private static final String JOB =
      "{\"files\":[{\"sources\":[\"https://a.org/f\"],\"destinations\":[\"https://b.org/f\"]}]}";
  private static final int ANY = Integer.MAX_VALUE;

  private final Vertx vertx = Vertx.vertx();
  private Service service;

  private void serve(Quota cms) {
    service = new Service(settings -> settings.with(new Quotas(Map.of("cms", cms))));
  }

  @AfterEach
  void stop() {
    service.close();
    Service.await(vertx.close());
  }

  private Answer submit(String vo, String path, String body) {
    return service.send(
        service
            .as(path, "/CN=" + vo, "/" + vo)
            .header("Content-Type", Service.JSON)
            .POST(BodyPublishers.ofString(body)));
  }

  private Answer submit(String vo) {
    return submit(vo, "/jobs", JOB);
  }

  @Test
  void aVoSubmitsSoManyJobsASecondThroughBothApis() {
    serve(new Quota(3, Long.MAX_VALUE, ANY, Long.MAX_VALUE));

    List<Answer> answers =
        IntStream.range(0, 100)
            .mapToObj(i -> submit("cms", i % 2 == 0 ? "/jobs" : "/api/v1/jobs", JOB))
            .toList();

    assertThat(answers).extracting(Answer::status).contains(200, 201, 429);
    assertThat(answers)
        .filteredOn(answer -> answer.status() == 429)
        .allMatch(answer -> answer.header("Retry-After").equals("1"))
        .extracting(Answer::message)
        .contains("over 3 submissions of cms in one second (quota)");
    assertThat(service.quotas.refused)
        .hasSize((int) answers.stream().filter(answer -> answer.status() == 429).count())
        .containsOnly("cms SUBMISSIONS");
    assertThat(IntStream.range(0, 20).map(i -> submit("atlas").status())).containsOnly(200);
    assertThat(service.jobs.jobs())
        .as("what was refused is nowhere")
        .hasSize(20 + (int) answers.stream().filter(answer -> answer.status() < 300).count());
  }

  @Test
  void aVoWithAFullQueueIsToldToWait() {
    serve(new Quota(ANY, Long.MAX_VALUE, ANY, 0));

    Answer refused = submit("cms");

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isEqualTo("30");
    assertThat(refused.message()).isEqualTo("0 transfers of cms wait (quota)");
    assertThat(service.quotas.refused).containsExactly("cms QUEUED_TRANSFERS");
    assertThat(submit("atlas").status()).isEqualTo(200);
  }

  @Test
  void countsWhatWaitsOfAVoAnewAfterAWhileAndNoFurtherThanNeeded() {
    serve(Quota.NONE);
    AtomicLong now = new AtomicLong();
    // Two, since a read gives its place back a moment after its answer.
    Queued queued = new Queued(service.jobs, new Reading(vertx, 2), now::get);
    assertThat(Service.await(queued.of("cms", 2))).isZero();

    submit("cms");
    submit("atlas");

    assertThat(Service.await(queued.of("cms", 2))).as("counted a moment ago").isZero();
    now.addAndGet(TimeUnit.SECONDS.toNanos(6));
    await("once it is counted").until(() -> Service.await(queued.of("cms", 2)) == 1);
    submit("cms");
    submit("cms");
    service.jobs.finish(service.jobs.onlyJob(), State.FINISHED, "");
    now.addAndGet(TimeUnit.SECONDS.toNanos(6));
    await("without what has ended").until(() -> Service.await(queued.of("cms", 100)) == 2);
    now.addAndGet(TimeUnit.SECONDS.toNanos(6));
    await("no further").until(() -> Service.await(queued.of("cms", 1)) == 1);
  }

  @Test
  void goesByTheLastCountWhileNoneCanBeMade() {
    serve(Quota.NONE);
    AtomicLong now = new AtomicLong();
    Reading reading = new Reading(vertx, 1);
    Queued queued = new Queued(service.jobs, reading, now::get);
    assertThat(Service.await(queued.of("cms", 2))).isZero();
    CountDownLatch over = new CountDownLatch(1);
    await("the only place").until(() -> !reading.read(() -> wait(over)).failed());
    submit("cms");
    now.addAndGet(TimeUnit.SECONDS.toNanos(6));

    assertThat(Service.await(queued.of("cms", 2))).isZero();

    over.countDown();
    await("a place again").until(() -> Service.await(queued.of("cms", 2)) == 1);
  }

  private static boolean wait(CountDownLatch over) throws InterruptedException {
    return over.await(60, TimeUnit.SECONDS);
  }

  @Test
  void aVosBodiesAreAsLongAsItsQuota() {
    serve(new Quota(ANY, 100, ANY, Long.MAX_VALUE));
    String longer = JOB + " ".repeat(100);

    assertThat(submit("cms").status()).isEqualTo(200);
    assertThat(submit("cms", "/jobs", longer).status()).isEqualTo(413);
    assertThat(submit("atlas", "/jobs", longer).status()).isEqualTo(200);
  }

  @Test
  void aVoHasSoManyStreamsOpenAtOnce() throws Exception {
    serve(new Quota(ANY, Long.MAX_VALUE, 2, Long.MAX_VALUE));
    try (HttpClient client = HttpClient.newHttpClient()) {
      List<HttpResponse<InputStream>> open = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        open.add(stream(client, "cms"));
      }
      HttpResponse<InputStream> other = stream(client, "atlas");

      assertThat(open).extracting(HttpResponse::statusCode).containsExactly(200, 200, 429);
      assertThat(open.getLast().headers().firstValue("Retry-After")).contains("5");
      assertThat(other.statusCode()).isEqualTo(200);
      assertThat(service.quotas.refused).containsExactly("cms EVENT_STREAMS");
      assertThat(service.quotas.used(Kind.EVENT_STREAMS)).isEqualTo(Map.of("cms", 1.0));
      for (HttpResponse<InputStream> one : open) {
        one.body().close();
      }
      other.body().close();
    }
  }

  @Test
  void aStreamThatEndsMakesRoom() {
    serve(Quota.NONE);
    Turnstile turnstile =
        new Turnstile(
            new Quotas(Map.of("*", new Quota(ANY, Long.MAX_VALUE, 1, Long.MAX_VALUE))),
            service.jobs,
            new Reading(vertx, 1),
            new MemoryQuotas());

    for (int i = 0; i < 5; i++) {
      turnstile.stream("cms").run();
    }
    assertThat(turnstile.streamsUsed()).as("none is open").isEmpty();
    turnstile.stream("cms");
    assertThat(turnstile.streamsUsed()).isEqualTo(Map.of("cms", 1.0));
  }

  private HttpResponse<InputStream> stream(HttpClient client, String vo)
      throws IOException, InterruptedException {
    return client.send(
        service.as("/api/v1/vos/" + vo + "/events", "/CN=" + vo, "/" + vo).build(),
        BodyHandlers.ofInputStream());
  }
}
