package io.tern.orchestrator.conformance;

import static io.tern.orchestrator.conformance.Client.file;
import static io.tern.orchestrator.conformance.Client.job;
import static io.tern.orchestrator.conformance.Client.jobWith;
import static io.tern.orchestrator.conformance.Client.longFile;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** When a job is likely to be over (docs/native-api.md). */
@ExtendWith(LiveService.class)
class EstimateTest {
  private static final String JOBS = "/api/v1/jobs";
  private final Client client;

  EstimateTest(Client client) {
    this.client = client;
  }

  private Reply estimate(String job) {
    return client.get(JOBS + "/" + job + "/estimate");
  }

  private static String code(JsonNode estimate, int index) {
    return estimate.path("reasons").path(index).path("code").asText();
  }

  @Test
  void nobodyKnowsOfALinkThatNothingHasCrossed() {
    String id = client.submit(job(file("never.example", "seen.example", "time=3600")));

    Reply reply = estimate(id);

    Set<String> keys = new HashSet<>();
    reply.json().fieldNames().forEachRemaining(keys::add);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(keys).containsExactlyInAnyOrder("id", "deadline", "end", "reasons");
    assertThat(reply.json().path("end").isNull()).isTrue();
    assertThat(code(reply.json(), 0)).isEqualTo("no-estimate");
    client.send(Call.delete("/jobs/" + id));
  }

  @Test
  void aLinkThatWasCrossedTellsOfTheNextAndADeadlineIsWeighedAtOnce() {
    client.ended(client.submit(job(file("told.example", "b.example", "time=1"))));
    Instant deadline = Instant.now().plus(Duration.ofDays(2));
    String dated = "'deadline':'" + deadline + "'";

    Reply reply =
        client.send(
            Call.post(JOBS, jobWith(dated, file("told.example", "b.example", "time=3600"))));

    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    assertThat(Instant.parse(reply.text("end"))).isBefore(deadline);
    assertThat(code(reply.json(), 0)).isEqualTo("estimate");
    assertThat(code(reply.json(), 1)).isEqualTo("deadline");
    assertThat(reply.json().path("reasons").path(1).path("sentence").asText())
        .contains("likely to be met");
    client.send(Call.delete("/jobs/" + reply.text("id")));
  }

  @Test
  void aJobThatIsOverTellsWhenItWas() {
    String id = client.submit(job(longFile()));
    client.send(Call.delete("/jobs/" + id));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> code(estimate(id).json(), 0), "over"::equals);

    assertThat(Instant.parse(estimate(id).text("end"))).isBefore(Instant.now());
  }

  @Test
  void othersAreToldNothingAndWhatNeverWasIsNotFound() {
    String id = client.submit(job(longFile()));

    assertThat(client.send(Call.get(JOBS + "/" + id + "/estimate").as(Who.BOB)).status())
        .isEqualTo(403);
    assertThat(estimate(UUID.randomUUID().toString()).status()).isEqualTo(404);
    client.send(Call.delete("/jobs/" + id));
  }
}
