package io.tern.orchestrator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sections 1.9 and 1.10: hosts and the optimizer. */
@ExtendWith(LiveService.class)
class OptimizerTest {
  private final Operator operator;

  OptimizerTest(Client client) {
    this.operator = new Operator(client);
  }

  @Test
  void theOptimizerIsOn() {
    assertThat(operator.client().send(Call.get("/optimizer").as(Who.NOBODY)).body())
        .isEqualTo("true");
  }

  @Test
  void anOperatorsWordIsTheCurrentDecisionAndPartOfTheEvolution() {
    String link = "source_se=mock://o1&dest_se=mock://o2";

    Reply set =
        operator.post(
            "/optimizer/current",
            "{'source_se':'mock://o1','dest_se':'mock://o2','active':7,'rationale':'a test'}");

    assertThat(set.status()).isEqualTo(200);
    assertThat(set.json()).hasSize(2);
    JsonNode current = operator.get("/optimizer/current?" + link).json();
    assertThat(current).hasSize(1);
    assertThat(current.get(0).fieldNames())
        .toIterable()
        .containsExactly("source_se", "dest_se", "datetime", "ema", "active", "nostreams");
    assertThat(current.get(0).path("active").asInt()).isEqualTo(7);
    JsonNode evolution = operator.get("/optimizer/evolution?" + link).json();
    assertThat(evolution.get(0).path("rationale").asText()).isEqualTo("a test");
    assertThat(evolution.get(0)).hasSize(13);
    assertThat(operator.get("/optimizer/current?source_se=mock://other").json()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'source_se':'mock://a'} | Missing source and/or destination",
        "{'source_se':'mock://a','dest_se':'mock://b','active':'few'} | Active must be an integer (few)",
        "{'source_se':'mock://a','dest_se':'mock://b','active':-1} | Active must be positive (-1)",
        "{'source_se':'mock://a','dest_se':'mock://b','ema':'x'} | Ema must be a number (x)",
      })
  void badDecisionsAreRefused(String json, String message) {
    operator.isRefused("/optimizer/current", json, message);
  }

  /** FTS lets anybody; Tern does not. */
  @Test
  void onlyAnOperatorDecides() {
    Call call =
        Call.post("/optimizer/current", "{'source_se':'mock://a','dest_se':'mock://b','active':1}");

    assertThat(operator.client().send(call).status()).isEqualTo(403);
    assertThat(operator.client().send(call.as(Who.NOBODY)).status()).isEqualTo(403);
  }

  private JsonNode host() {
    return Awaitility.await("a heartbeat")
        .atMost(Duration.ofSeconds(60))
        .until(() -> operator.get("/config").json().path(0), beat -> beat.has("hostname"));
  }

  @Test
  void hostsAreListedAndDrained() {
    JsonNode host = host();
    assertThat(host.path("hostname").asText()).isEqualTo("one");
    assertThat(host.path("service_name").isTextual()).isTrue();
    assertThat(host.path("beat").asText()).hasSize(19);

    assertThat(operator.post("/config/drain", "{'hostname':'one'}").body()).isEqualTo("null");
    assertThat(host().path("drain").asBoolean()).isTrue();
    assertThat(operator.post("/config/drain", "{'hostname':'one','drain':false}").status())
        .isEqualTo(200);
    assertThat(host().path("drain").asBoolean()).isFalse();
  }

  @Test
  void onlyKnownHostsAreDrained() {
    assertThat(operator.post("/config/drain", "{'hostname':'nowhere'}").message())
        .isEqualTo("Host not found");
    assertThat(operator.post("/config/drain", "{}").message()).isEqualTo("Invalid drain request");
  }
}
