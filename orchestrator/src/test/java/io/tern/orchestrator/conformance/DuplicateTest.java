package io.tern.orchestrator.conformance;

import static io.tern.orchestrator.conformance.Client.job;
import static io.tern.orchestrator.conformance.Client.jobWith;
import static io.tern.orchestrator.conformance.Client.longFile;
import static io.tern.orchestrator.conformance.Client.unique;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Section 2.8: destinations that an unfinished transfer is to write already. */
@ExtendWith(LiveService.class)
class DuplicateTest {
  private static final UUID BASE_ID = UUID.fromString("01874efb-4735-4595-bc9c-591aef8240c9");

  private final Client client;
  private final Operator operator;

  DuplicateTest(Client client) {
    this.client = client;
    this.operator = new Operator(client);
  }

  @BeforeEach
  void check() {
    check(true);
  }

  @AfterEach
  void checkNoMore() {
    check(false);
  }

  private void check(boolean on) {
    Reply reply =
        operator.post("/config/global", "{'vo_name':'lhcb','check_duplicates':" + on + "}");
    assertThat(reply.json().path("lhcb").path("check_duplicates").asBoolean()).isEqualTo(on);
  }

  private Reply submit(String json) {
    return client.send(Call.post("/jobs", json).as(Who.ERIN));
  }

  @Test
  void aSecondJobIsRefusedUntilTheFirstIsOver() {
    String json = job(longFile());
    String first = client.submit(json, Who.ERIN);

    Reply second = submit(json);
    Reply beside = submit(jobWith("'retry':1", longFile(), json.substring(10, json.length() - 2)));
    client.send(Call.delete("/jobs/" + first).as(Who.ERIN));
    Reply third = submit(json);

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.text("status")).isEqualTo("409 Conflict");
    assertThat(second.message()).startsWith("The submission is duplicated ");
    assertThat(beside.status()).isEqualTo(409);
    assertThat(third.status()).isEqualTo(200);
  }

  @Test
  void oneJobMayNotWriteADestinationTwice() {
    String file = longFile();

    assertThat(submit(job(file, file)).status()).isEqualTo(409);
  }

  @Test
  void theNameOfTheDestinationIsShownWhileItIsHeld() {
    String id = client.submit(job(longFile()), Who.ERIN);
    var file = client.files(id).get(0);
    client.send(Call.delete("/jobs/" + id).as(Who.ERIN));

    assertThat(file.path("dest_surl_uuid").asText())
        .isEqualTo(NamedId.of(BASE_ID, file.path("dest_surl").asText()).toString());
    assertThat(client.files(id).get(0).path("dest_surl_uuid").isNull()).isTrue();
  }

  @Test
  void theNativeApiPointsAtTheFilesAndIsNotTakenForAReplay() {
    String json = job(longFile());
    client.submit(json, Who.ERIN);
    Call call =
        Call.post("/api/v1/jobs", json)
            .header("Idempotency-Key", "duplicate " + unique())
            .as(Who.ERIN);

    Reply reply = client.send(call);

    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.json().path("errors").get(0).path("pointer").asText()).isEqualTo("#/files");
    assertThat(reply.text("detail")).startsWith("The submission is duplicated ");
  }

  @Test
  void thoseOfOtherVosAreNotAsked() {
    String json = job(longFile());
    client.submit(json, Who.ERIN);

    assertThat(client.send(Call.post("/jobs", json)).status()).isEqualTo(200);
    assertThat(client.send(Call.post("/jobs", json)).status()).isEqualTo(200);
  }
}
