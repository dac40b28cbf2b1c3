package io.tern.orchestrator.conformance;

import static io.tern.orchestrator.conformance.Client.file;
import static io.tern.orchestrator.conformance.Client.job;
import static io.tern.orchestrator.conformance.Client.jobWith;
import static io.tern.orchestrator.conformance.Client.longFile;
import static io.tern.orchestrator.conformance.Client.quickFile;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Why a transfer stands where it does (docs/native-api.md). */
@ExtendWith(LiveService.class)
class ExplainTest {
  private final Client client;
  private final Operator operator;

  ExplainTest(Client client) {
    this.client = client;
    this.operator = new Operator(client);
  }

  private long fileOf(String job, int index) {
    return client.files(job).get(index).path("file_id").asLong();
  }

  private Reply explain(long transfer) {
    return client.get("/api/v1/transfers/" + transfer + "/explain");
  }

  private List<String> codes(long transfer) {
    List<String> codes = new ArrayList<>();
    explain(transfer).json().path("reasons").forEach(one -> codes.add(one.path("code").asText()));
    codes.remove("estimate"); // whether there is one depends on what ended on the link before
    return codes;
  }

  private String sentences(long transfer) {
    return String.join("\n", explain(transfer).json().path("reasons").findValuesAsText("sentence"));
  }

  private void await(long transfer, String state) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> explain(transfer).text("state"), state::equals);
  }

  @Test
  void theLimitThatBindsAndThePlaceInTheShareAreNamed() {
    operator.post(
        "/config/links",
        "{'symbolicname':'why','source':'mock://why.example','destination':'mock://b.example',"
            + "'min_active':1,'max_active':1}");
    String id =
        client.submit(
            job(
                file("why.example", "b.example", "time=3600"),
                file("why.example", "b.example", "time=3600"),
                file("why.example", "b.example", "time=3600")));
    await(fileOf(id, 0), "ACTIVE");
    long last = fileOf(id, 2);

    Reply reply = explain(last);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text("job")).isEqualTo(id);
    assertThat(reply.text("state")).isEqualTo("SUBMITTED");
    assertThat(codes(last)).containsExactly("link-ceiling", "share");
    assertThat(sentences(last))
        .contains(
            "1 of 1 places on link mock://why.example -> mock://b.example are taken or kept: the"
                + " most that operators allow.",
            "Of its share cms/default",
            "1 of 2 on its link go before it");
    assertThat(codes(fileOf(id, 0))).containsExactly("active");
    client.send(Call.delete("/jobs/" + id));
  }

  @Test
  void oneAtWorkNamesItsAgentAndTime() {
    long transfer = fileOf(client.submit(job(longFile())), 0);
    await(transfer, "ACTIVE");

    JsonNode explanation = explain(transfer).json();

    assertThat(explanation.path("agent").asText()).isEqualTo("one");
    assertThat(explanation.path("attempt").asInt()).isEqualTo(1);
    assertThat(explanation.path("since").asText()).endsWith("Z");
    assertThat(sentences(transfer)).startsWith("Agent one copies it since 20").contains("bytes");
  }

  @Test
  void oneThatFailedTellsWhatFailedWhereAndWhatHelps() {
    String id = client.submit(job(file("a.example", "b.example", "time=1&transfer_errno=2")));
    client.ended(id);
    long transfer = fileOf(id, 0);

    assertThat(codes(transfer)).containsExactly("failed", "failure", "help");
    assertThat(sentences(transfer)).contains("It was given up at ", "Attempt 1 failed with ");
  }

  @Test
  void oneThatRestsTellsUntilWhenAndWhy() {
    String flaky = file("a.example", "b.example", "time=1&transfer_errno=110");
    String id = client.submit(jobWith("'retry':3,'retry_delay':3000", flaky));
    long transfer = fileOf(id, 0);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> codes(transfer).contains("back-off-until"));

    assertThat(codes(transfer)).containsExactly("back-off", "back-off-until", "failure", "help");
    assertThat(explain(transfer).text("retryAt")).endsWith("Z");
    assertThat(sentences(transfer)).contains("After attempt 1 it rests until 20");
    client.send(Call.delete("/jobs/" + id));
    assertThat(codes(transfer)).startsWith("canceled");
  }

  @Test
  void oneThatIsDoneSaysSo() {
    String id = client.submit(job(quickFile()));
    client.ended(id);

    assertThat(codes(fileOf(id, 0))).containsExactly("finished");
  }

  @Test
  void othersAreToldNothing() {
    long transfer = fileOf(client.submit(job(longFile())), 0);
    Call call = Call.get("/api/v1/transfers/" + transfer + "/explain");

    assertThat(client.send(call.as(Who.BOB)).status()).isEqualTo(403);
    assertThat(client.send(call.as(Who.NOBODY)).status()).isEqualTo(403);
    assertThat(client.send(call.as(Who.CAROL)).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "9007199254740991", "x"})
  void whatNeverWasIsNotFound(String id) {
    Reply reply = client.get("/api/v1/transfers/" + id + "/explain");

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.text("detail"))
        .isEqualTo("No transfer with the id \"" + id + "\" has been found");
  }
}
