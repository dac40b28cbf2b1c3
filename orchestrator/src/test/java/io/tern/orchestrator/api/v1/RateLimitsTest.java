package io.tern.orchestrator.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.orchestrator.api.Service;
import io.tern.orchestrator.api.Service.Answer;
import io.tern.orchestrator.api.server.HttpSettings;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** So many requests a second of one user; others, and the dialect, go on. */
class RateLimitsTest {
  private static final int PER_SECOND = 5;

  private Service service;

  @BeforeEach
  void start() {
    service = new Service(RateLimitsTest::limited);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  static HttpSettings limited(HttpSettings all) {
    return new HttpSettings(
        all.host(),
        all.port(),
        all.nodeName(),
        all.loops(),
        all.connections(),
        all.concurrentReads(),
        all.firstRequest(),
        all.idle(),
        all.drain(),
        PER_SECOND,
        all.allowedOrigin(),
        all.limits(),
        all.quotas(),
        all.storages(),
        all.tls(),
        all.reread());
  }

  @Test
  void whoeverAsksTooOftenIsToldWhenToComeBack() {
    List<Answer> answers =
        IntStream.range(0, 200).mapToObj(i -> service.get("/api/v1/jobs")).toList();

    assertThat(answers).extracting(Answer::status).contains(200, 429).containsOnly(200, 429);
    assertThat(answers)
        .filteredOn(answer -> answer.status() == 429)
        .allMatch(answer -> answer.header("Retry-After").equals("1"));
    assertThat(service.send(service.as("/api/v1/jobs", "/CN=Other", "/cms")).status())
        .isEqualTo(200);
    assertThat(service.get("/jobs").status()).isEqualTo(200);
  }
}
