package io.tern.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratorTest {
  @TempDir Path directory;

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger requests = new AtomicInteger();
  private final List<String> identities = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  private void answer(HttpServerRequest request) {
    int number = requests.incrementAndGet();
    identities.add(String.valueOf(request.getHeader("X-Test-FQANS")));
    if (number % 5 == 0) {
      request.response().setStatusCode(503).putHeader("Retry-After", "0").end();
    } else if (number % 7 == 0) {
      request.connection().close();
    } else if (number % 11 == 0) {
      request.response().setStatusCode(400).end("{}");
    } else {
      request.response().end("{\"job_id\": \"job-" + number + "\"}");
    }
  }

  private Tally run(Pace pace, Acknowledged acknowledged) throws Exception {
    return run(pace, acknowledged, Onlooker.NONE);
  }

  private Tally run(Pace pace, Acknowledged acknowledged, Onlooker onlooker) throws Exception {
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(request -> request.body().onComplete(body -> answer(request)))
            .listen(0, "127.0.0.1")
            .await(10, TimeUnit.SECONDS);
    LoadPlan plan =
        new LoadPlan(
            "http://127.0.0.1:" + server.actualPort(),
            200,
            3,
            pace,
            new LinkGraph(2, 2, 0),
            new FileUrls.Mock("r", 1, "", 0),
            Map.of(),
            List.of(Identity.ofVo("atlas"), Identity.ofVo("cms")),
            List.of("default"),
            1);
    return new Generator(vertx, plan, acknowledged, onlooker).run().await(60, TimeUnit.SECONDS);
  }

  @Test
  void everyJobIsAccountedForOnceAndOnlyAcknowledgedOnesAreListed() throws Exception {
    Path list = directory.resolve("acknowledged.txt");
    Acknowledged acknowledged = new Acknowledged(list);
    Tally tally;
    try (acknowledged) {
      tally = run(new Pace.Closed(4), acknowledged);
    }

    assertThat(tally.accepted() + tally.refused() + tally.unknown()).isEqualTo(200);
    assertThat(tally.pushedBack()).isPositive();
    assertThat(tally.refused()).isPositive();
    assertThat(tally.unknown()).isPositive();
    assertThat(requests.get()).isEqualTo(200 + tally.pushedBack());
    assertThat(acknowledged.files()).isEqualTo(3 * tally.accepted());
    Map<String, Integer> listed = new HashMap<>();
    Acknowledged.read(list).forEach(entry -> listed.put(entry.jobId(), entry.files()));
    assertThat(listed).hasSize((int) tally.accepted()).containsEntry("job-1", 3);
    assertThat(identities).contains("/atlas/Role=NULL", "/cms/Role=NULL");
  }

  @Test
  void anOpenLoopSendsByTheClock() throws Exception {
    try (Acknowledged acknowledged = new Acknowledged(directory.resolve("acknowledged.txt"))) {
      Tally tally = run(new Pace.Open(400, false), acknowledged);
      assertThat(tally.seconds()).isGreaterThanOrEqualTo(199 / 400.0);
      assertThat(tally.latencyNanos().getTotalCount()).isEqualTo(tally.accepted());
    }
  }

  @Test
  void aPageForPrometheusTellsOfTheRunAsItsTallyDoes() throws Exception {
    try (Acknowledged acknowledged = new Acknowledged(directory.resolve("acknowledged.txt"));
        LoadPage page = new LoadPage("127.0.0.1", 0)) {
      page.phase(Onlooker.Phase.WARM_UP);
      page.phase(Onlooker.Phase.LOAD);
      Tally tally = run(new Pace.Closed(4), acknowledged, page);

      assertThat(metrics(page))
          .contains(
              "tern_load_phase{phase=\"load\"} 1.0",
              "tern_load_phase{phase=\"warm_up\"} 0.0",
              "tern_load_phase{phase=\"drain\"} 0.0",
              "tern_load_sent_total " + (200.0 + tally.pushedBack()),
              "tern_load_answers_total{answer=\"accepted\"} " + (double) tally.accepted(),
              "tern_load_answers_total{answer=\"refused\"} " + (double) tally.refused(),
              "tern_load_answers_total{answer=\"unknown\"} " + (double) tally.unknown(),
              "tern_load_answers_total{answer=\"unreachable\"} 0.0",
              "tern_load_submission_seconds_count " + tally.accepted());
    }
  }

  private static String metrics(LoadPage page) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + page.port() + "/metrics");
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }

  @Test
  void aTornLastLineIsNotAcknowledged() throws Exception {
    Path list = directory.resolve("acknowledged.txt");
    Files.writeString(list, "a 1\nb 2\nc", StandardOpenOption.CREATE);
    assertThat(Acknowledged.read(list))
        .containsExactly(new Acknowledged.Entry("a", 1), new Acknowledged.Entry("b", 2));
  }
}
