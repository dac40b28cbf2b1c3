package io.tern.orchestrator.api.fts3.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.orchestrator.api.Service;
import io.tern.orchestrator.api.Service.Answer;
import io.tern.orchestrator.journal.wire.Command;
import io.tern.orchestrator.journal.wire.State;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** FTS REST, section 1.7: cancelling, priorities; and the admin's hold. */
class JobWritesTest {
  private static final String MISSING = "11111111-1111-1111-1111-111111111111";

  private Service service;

  @BeforeEach
  void start() {
    service = new Service();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private String submitted(String params) {
    return service
        .submit(
            "{'files': [{'sources': ['https://s/a'], 'destinations': ['https://d/a']},"
                + " {'sources': ['https://s/b'], 'destinations': ['https://d/b']}],"
                + " 'params': {"
                + params
                + "}}")
        .json()
        .path("job_id")
        .asText();
  }

  /** 1.7: cancel shows at once. */
  @Test
  void aCanceledJobShowsItAtOnce() {
    String id = submitted("");

    Answer answer = service.delete("/jobs/" + id);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("job_state").asText()).isEqualTo("CANCELED");
    assertThat(answer.json().path("cancel_job").asBoolean()).isTrue();
    assertThat(answer.json().path("reason").asText()).isEqualTo("Job canceled by the user");
    assertThat(answer.json().path("job_finished").isTextual()).isTrue();
    assertThat(answer.json().path("http_status").asText()).isEqualTo("200 Ok");
    assertThat(answer.json().path("http_message").isNull()).isTrue();
    assertThat(service.jobs.commands().getLast().getPrincipal()).isEqualTo(Service.ALICE);
  }

  /** 1.7: a job that has ended is left alone. */
  @Test
  void aTerminalJobIsNotModified() {
    String id = submitted("");
    service.delete("/jobs/" + id);
    int commands = service.jobs.commands().size();

    Answer again = service.delete("/jobs/" + id);

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().path("http_status").asText()).isEqualTo("304 Not Modified");
    assertThat(again.json().path("http_message").asText())
        .isEqualTo("The job is in a terminal state");
    assertThat(service.jobs.commands()).hasSize(commands);
  }

  /** 1.7: several ids. */
  @Test
  void cancellingSeveralAnswersEach() {
    String id = submitted("");
    String other = submitted("");

    Answer partly = service.delete("/jobs/" + id + "," + MISSING);

    assertThat(partly.status()).isEqualTo(207);
    assertThat(partly.json().findValuesAsText("http_status"))
        .containsExactly("200 Ok", "404 Not Found");
    assertThat(service.delete("/jobs/" + id + "," + other).status()).isEqualTo(200);
    assertThat(service.delete("/jobs/" + MISSING).status()).isEqualTo(404);
  }

  /** 6.3: strangers cancel nothing. */
  @Test
  void aStrangerCancelsNothing() {
    String id = submitted("");
    int commands = service.jobs.commands().size();

    Answer job = service.send(service.as("/jobs/" + id, "/CN=Bob", "/atlas").DELETE());
    Answer files = service.send(service.as("/jobs/" + id + "/files/1", "/CN=B", "/x").DELETE());

    assertThat(job.status()).isEqualTo(403);
    assertThat(job.json().path("http_status").asText()).isEqualTo("403 Forbidden");
    assertThat(files.status()).isEqualTo(403);
    assertThat(service.jobs.commands()).hasSize(commands);
  }

  /** 1.7: single files. */
  @Test
  void filesOfARegularJobAreCanceledOneByOne() {
    String id = submitted("");
    long first = service.jobs.transfers(service.jobs.onlyJob()).getFirst().id();

    Answer one = service.delete("/jobs/" + id + "/files/" + first);
    Answer several = service.delete("/jobs/" + id + "/files/" + first + ",9999,x");

    assertThat(one.json().asText()).isEqualTo("CANCELED");
    assertThat(several.json())
        .extracting(node -> node.asText())
        .containsExactly(
            "CANCELED", "File does not belong to the job", "File does not belong to the job");
    assertThat(service.get("/jobs/" + id).json().path("job_state").asText()).isEqualTo("SUBMITTED");
  }

  /** 1.7: other kinds are canceled at once. */
  @Test
  void filesOfAChainAreNotCanceledAlone() {
    Answer answer = service.delete("/jobs/" + submitted("'multihop': true") + "/files/1");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).isEqualTo("Multihop or reuse jobs must be cancelled at once (H)");
  }

  /** 1.7: priority. */
  @Test
  void priorityIsChanged() {
    String id = submitted("");

    Answer answer = service.post("/jobs/" + id, "{\"params\": {\"priority\": 5}}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("priority").asInt()).isEqualTo(5);
    assertThat(service.get("/jobs/" + id + "/files").json().get(0).path("priority").asInt())
        .isEqualTo(5);
  }

  /** 1.7: priorities that change nothing, and one that is none. */
  @Test
  void priorityThatIsAbsentChangesNothing() {
    String id = submitted("");
    int commands = service.jobs.commands().size();

    for (String body :
        List.of(
            "{}",
            "{\"params\": {}}",
            "{\"params\": {\"priority\": null}}",
            "{\"params\": {\"priority\": 0}}")) {
      assertThat(service.post("/jobs/" + id, body).status()).as(body).isEqualTo(200);
    }
    Answer bad = service.post("/jobs/" + id, "{\"params\": {\"priority\": \"high\"}}");

    assertThat(bad.status()).isEqualTo(400);
    assertThat(bad.message()).isEqualTo("Invalid priority value");
    assertThat(service.jobs.commands()).hasSize(commands);
    service.jobs.finish(service.jobs.onlyJob(), State.FINISHED, "");
    assertThat(
            service
                .post("/jobs/" + id, "{\"params\": {\"priority\": 2}}")
                .json()
                .path("http_status")
                .asText())
        .isEqualTo("304 Not Modified");
  }

  /** The scheduler's hold is for operators only. */
  @Test
  void onlyAnOperatorHoldsTheScheduler() {
    Answer user = service.post("/admin/hold", "{\"hold\": true}");
    Answer root = hold("{\"hold\": true}");

    assertThat(user.status()).isEqualTo(403);
    assertThat(root.status()).isEqualTo(200);
    assertThat(root.raw().body()).isEqualTo("{\"hold\":true}");
    assertThat(service.jobs.isHeld()).isTrue();
    assertThat(service.jobs.commands().getLast().getKindCase()).isEqualTo(Command.KindCase.HOLD);
    assertThat(hold("{\"hold\": false}").status()).isEqualTo(200);
    assertThat(service.jobs.isHeld()).isFalse();
    assertThat(hold("{\"hold\": 1}").message())
        .isEqualTo("Malformed request: hold: 1 (expected: true or false)");
  }

  private Answer hold(String body) {
    return service.send(
        service
            .request("/admin/hold")
            .header("X-Test-Root", "true")
            .header("Content-Type", Service.JSON)
            .POST(BodyPublishers.ofString(body)));
  }
}
