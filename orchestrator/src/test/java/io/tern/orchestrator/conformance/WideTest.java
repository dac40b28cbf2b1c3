package io.tern.orchestrator.conformance;

import static io.tern.orchestrator.conformance.Client.file;
import static io.tern.orchestrator.conformance.Client.job;
import static io.tern.orchestrator.conformance.Client.longFile;
import static io.tern.orchestrator.conformance.Client.quickFile;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sections 1.7 and 1.8: what operators do to many jobs, and what it does to them. */
@ExtendWith(LiveService.class)
class WideTest {
  private final Client client;
  private final Operator operator;

  WideTest(Client client) {
    this.client = client;
    this.operator = new Operator(client);
  }

  private String state(String id) {
    return client.read(id).path("job_state").asText();
  }

  @Test
  void onlyRootCancelsAVo() {
    String theirs = client.submit(job(longFile(), longFile()), Who.BOB);
    String others = client.submit(job(longFile()));

    Reply refused = client.send(Call.delete("/jobs/vo/atlas").as(Who.BOB));
    Reply done = operator.delete("/jobs/vo/atlas");

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.message()).isEqualTo("User does not have root privileges");
    assertThat(done.status()).isEqualTo(200);
    assertThat(done.json().fieldNames())
        .toIterable()
        .containsExactly("affected_files", "affected_dm", "affected_jobs");
    assertThat(done.json().path("affected_jobs").asInt()).isPositive();
    assertThat(client.ended(theirs).path("job_state").asText()).isEqualTo("CANCELED");
    assertThat(state(others)).isNotEqualTo("CANCELED");
  }

  /** So many that their records fill several steps. */
  @Test
  void allThatAWideCancelMeansIsSeenAsCancelledAtOnce() {
    List<String> ids =
        IntStream.range(0, 500).mapToObj(i -> client.submit(job(longFile()), Who.BOB)).toList();

    operator.delete("/jobs/vo/atlas");

    for (String id : List.of(ids.getLast(), ids.getFirst(), ids.get(250))) {
      JsonNode seen = client.read(id);
      assertThat(seen.path("job_state").asText()).isEqualTo("CANCELED");
      assertThat(seen.path("cancel_job").asBoolean()).isTrue();
      assertThat(client.files(id).get(0).path("file_state").asText()).isEqualTo("CANCELED");
    }
    assertThat(client.send(Call.get("/jobs?limit=1000").as(Who.BOB)).body())
        .doesNotContain(ids.getLast(), ids.getFirst());
  }

  @Test
  void aFileThatWaitsIsForced() {
    operator.post(
        "/config/links",
        "{'symbolicname':'shut','source':'mock://shut','destination':'mock://gate',"
            + "'min_active':0,'max_active':0}");
    String waiting = client.submit(job(file("shut", "gate", "time=0&size_post=1048576")));
    String ended = client.submit(job(quickFile()));
    client.ended(ended);
    long waits = client.files(waiting).get(0).path("file_id").asLong();
    long over = client.files(ended).get(0).path("file_id").asLong();

    JsonNode result =
        operator.post("/admin/force-start", "[" + waits + "," + over + ",999999999]").json();

    assertThat(result.get(0).has("message")).isTrue();
    assertThat(result.get(1).path("error").asText()).isEqualTo("File is not in SUBMITTED state");
    assertThat(result.get(2).path("error").asText()).isEqualTo("File does not exist");
    assertThat(client.ended(waiting).path("job_state").asText()).isEqualTo("FINISHED");
    operator.delete("/config/links/shut");
  }

  @Test
  void onlyIdsAreForced() {
    assertThat(operator.post("/admin/force-start", "{}").message())
        .isEqualTo("Only accepts a list of integer fileIDs");
    assertThat(operator.post("/admin/force-start", "['x']").status()).isEqualTo(400);
    assertThat(operator.post("/admin/force-start", "[1").message()).isEqualTo("Malformed input");
    Call form =
        Call.post("/admin/force-start", "[1]").as(Who.ROOT).header("Content-Type", "text/x");
    assertThat(client.send(form).message())
        .isEqualTo("Only accepts 'Content-Type: application/json'");
  }

  @Test
  void aBannedStorageTakesNoSubmissionUnlessToldTo() {
    String submission = job(file("banned.example", "b.example", "time=0&size_post=1048576"));

    operator.post("/ban/se", "{'storage':'mock://banned.example','status':'wait'}");
    Reply refused = client.send(Call.post("/jobs", submission).as(Who.ROOT));
    operator.post(
        "/ban/se", "{'storage':'mock://banned.example','status':'wait','allow_submit':true}");
    Reply held = client.send(Call.post("/jobs", submission).as(Who.ROOT));

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.message()).isEqualTo("mock://banned.example is banned");
    assertThat(held.status()).isEqualTo(200);
    assertThat(client.files(held.text("job_id")).get(0).path("file_state").asText())
        .isEqualTo("ON_HOLD");
    String ofAnotherVo = submission.replace("/data/", "/other/");
    assertThat(client.send(Call.post("/jobs", ofAnotherVo)).status()).isEqualTo(200);
    operator.delete("/ban/se?storage=mock://banned.example");
    assertThat(client.ended(held.text("job_id")).path("job_state").asText()).isEqualTo("FINISHED");
  }

  @Test
  void aBannedUserIsRefusedEverywhereAndItsJobsEnd() {
    String id = client.submit(job(longFile()), Who.DORA);

    Reply banned = operator.post("/ban/dn", "{'user_dn':'" + Who.DORA.dn + "'}");

    assertThat(banned.body()).isEqualTo("[\"" + id + "\"]");
    assertThat(client.send(Call.get("/whoami").as(Who.DORA)).status()).isEqualTo(403);
    assertThat(client.ended(id).path("job_state").asText()).isEqualTo("CANCELED");
    operator.delete("/ban/dn?user_dn=" + Who.DORA.dn.replace("=", "%3D"));
    assertThat(client.send(Call.get("/whoami").as(Who.DORA)).status()).isEqualTo(200);
  }

  /** So many that their records fill several steps. */
  @Test
  void allThatABanCancelsIsSeenAsCancelledOnceItIsAnswered() {
    String copy = "time=3600&size_post=1048576";
    List<String> ids =
        IntStream.range(0, 500)
            .mapToObj(i -> client.submit(job(file("doomed.example", "b.example", copy)), Who.ROOT))
            .toList();
    String half =
        client.submit(job(file("doomed.example", "b.example", copy), longFile()), Who.ROOT);

    Reply banned = operator.post("/ban/se", "{'storage':'mock://doomed.example'}");

    assertThat(banned.json()).hasSize(501);
    assertThat(operator.get("/jobs?source_se=mock://doomed.example").json()).isEmpty();
    for (String id : List.of(ids.getLast(), ids.getFirst(), ids.get(250))) {
      JsonNode file = client.files(id).get(0);
      assertThat(state(id)).isEqualTo("CANCELED");
      assertThat(file.path("file_state").asText()).isEqualTo("CANCELED");
      assertThat(file.path("reason").asText()).isEqualTo("Storage banned");
    }
    assertThat(state(half)).isIn("SUBMITTED", "ACTIVE");
    assertThat(client.files(half).get(0).path("file_state").asText()).isEqualTo("CANCELED");
    operator.delete("/ban/se?storage=mock://doomed.example");
    operator.client().send(Call.delete("/jobs/" + half).as(Who.ROOT));
  }

  /** A replica at another storage takes the place of one that is banned. */
  @Test
  void aBanLeavesAReplicaThatItDoesNotMeet() {
    String sources = "'mock://gone.example/f?size=1048576','mock://left.example/f?size=1048576'";
    String replicas =
        "{'sources':[%s],'destinations':['mock://b.example/%d?time=3600&size_post=1048576'],"
            + "'selection_strategy':'orderly'}";
    String id = client.submit(job(replicas.formatted(sources, Client.unique())), Who.ROOT);

    operator.post("/ban/se", "{'storage':'mock://gone.example','status':'CANCEL'}");

    assertThat(client.files(id).get(0).path("file_state").asText()).isEqualTo("CANCELED");
    assertThat(client.files(id).get(1).path("file_state").asText())
        .isIn("SUBMITTED", "READY", "ACTIVE");
    operator.delete("/ban/se?storage=mock://gone.example");
    client.send(Call.delete("/jobs/" + id).as(Who.ROOT));
  }

  @Test
  void aBanHoldsWhatWaitsAndLetsItGo() {
    operator.post(
        "/config/links",
        "{'symbolicname':'narrow','source':'mock://held.example','destination':'mock://gate',"
            + "'min_active':0,'max_active':0}");
    String waits = client.submit(job(file("held.example", "gate", "time=3600")), Who.ROOT);

    operator.post("/ban/se", "{'storage':'mock://held.example','status':'wait'}");

    awaitFile(waits, "ON_HOLD");
    operator.delete("/ban/se?storage=mock://held.example");
    awaitFile(waits, "SUBMITTED");
    operator.delete("/jobs/" + waits);
    operator.delete("/config/links/narrow");
  }

  private void awaitFile(String id, String state) {
    Awaitility.await(state)
        .atMost(Duration.ofSeconds(60))
        .until(() -> client.files(id).get(0).path("file_state").asText().equals(state));
  }
}
