package io.tern.orchestrator.conformance;

import static io.tern.orchestrator.conformance.Client.file;
import static io.tern.orchestrator.conformance.Client.job;
import static io.tern.orchestrator.conformance.Client.jobWith;
import static io.tern.orchestrator.conformance.Client.longFile;
import static io.tern.orchestrator.conformance.Client.quickFile;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 1.7: cancelling and changing jobs; section 3: states. */
@ExtendWith(LiveService.class)
class JobChangingTest {
  private final Client client;

  JobChangingTest(Client client) {
    this.client = client;
  }

  @Test
  void aCancelledJobAndItsFilesShowItAtOnce() {
    String id = client.submit(job(longFile(), longFile()));

    Reply reply = client.send(Call.delete("/jobs/" + id));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text("job_state")).isEqualTo("CANCELED");
    assertThat(reply.text("http_status")).isEqualTo("200 Ok");
    assertThat(reply.json().path("http_message").isNull()).isTrue();
    assertThat(reply.json().path("cancel_job").asBoolean()).isTrue();
    assertThat(reply.text("reason")).isEqualTo("Job canceled by the user");
    assertThat(reply.json().path("job_finished").isNull()).isFalse();
    assertThat(client.files(id)).hasSize(2).allMatch(file -> state(file).equals("CANCELED"));
    assertThat(client.files(id))
        .allMatch(file -> file.path("reason").asText().equals("Job canceled by the user"));
  }

  private static String state(JsonNode file) {
    return file.path("file_state").asText();
  }

  @Test
  void aJobThatHasEndedIsNotModified() {
    String id = client.submit(job(quickFile()));
    client.ended(id);

    Reply cancelled = client.send(Call.delete("/jobs/" + id));
    Reply changed = client.send(Call.post("/jobs/" + id, "{'params':{'priority':5}}"));

    for (Reply reply : List.of(cancelled, changed)) {
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.text("http_status")).isEqualTo("304 Not Modified");
      assertThat(reply.text("http_message")).isEqualTo("The job is in a terminal state");
      assertThat(reply.text("job_state")).isEqualTo("FINISHED");
    }
  }

  @Test
  @Proves("C4")
  void severalAre207OnlyWhenOneFailed() {
    String one = client.submit(job(longFile()));
    String two = client.submit(job(longFile()));
    String none = UUID.randomUUID().toString();

    Reply mixed = client.send(Call.delete("/jobs/" + one + "," + none));
    Reply good = client.send(Call.delete("/jobs/" + one + "," + two));

    assertThat(mixed.status()).isEqualTo(207);
    assertThat(mixed.texts("http_status")).containsExactly("200 Ok", "404 Not Found");
    assertThat(good.status()).isEqualTo(200);
    assertThat(good.texts("http_status")).containsExactly("304 Not Modified", "200 Ok");
  }

  @Test
  @Proves("C9")
  void cancellingWhatIsNotThereOrNotOnesOwnIsAnElement() {
    String id = client.submit(job(longFile()));

    Reply stranger = client.send(Call.delete("/jobs/" + id).as(Who.BOB));
    Reply none = client.send(Call.delete("/jobs/" + UUID.randomUUID()));

    assertThat(stranger.status()).isEqualTo(403);
    assertThat(stranger.text("http_status")).isEqualTo("403 Forbidden");
    assertThat(none.status()).isEqualTo(404);
    assertThat(none.text("http_status")).isEqualTo("404 Not Found");
    assertThat(client.read(id).path("job_state").asText()).isNotEqualTo("CANCELED");
  }

  @Test
  void singleFilesAreCancelledAndTheJobGoesOn() {
    String id = client.submit(job(longFile(), longFile()));
    String first = client.files(id).get(0).path("file_id").asText();

    Reply one = client.send(Call.delete("/jobs/" + id + "/files/" + first));
    Reply list = client.send(Call.delete("/jobs/" + id + "/files/" + first + ",1234567890123"));

    assertThat(one.body()).isEqualTo("\"CANCELED\"");
    assertThat(list.json().get(0).asText()).isEqualTo("CANCELED");
    assertThat(list.json().get(1).asText()).isEqualTo("File does not belong to the job");
    assertThat(client.read(id).path("job_state").asText()).isNotEqualTo("CANCELED");
  }

  /** What has ended stays as it is, and FINISHED beside CANCELED makes a cancelled job (3.4). */
  @Test
  void aFileThatHasEndedIsNotCancelled() {
    String id = client.submit(job(quickFile(), longFile()));
    String first = client.files(id).get(0).path("file_id").asText();
    String second = client.files(id).get(1).path("file_id").asText();
    awaitFile(id, 0, "FINISHED");

    Reply both = client.send(Call.delete("/jobs/" + id + "/files/" + first + "," + second));

    assertThat(both.json().toString()).isEqualTo("[\"FINISHED\",\"CANCELED\"]");
    assertThat(client.read(id).path("job_state").asText()).isEqualTo("CANCELED");
    assertThat(client.send(Call.delete("/jobs/" + id + "/files/" + first)).body())
        .isEqualTo("\"FINISHED\"");
  }

  private void awaitFile(String id, int index, String state) {
    Awaitility.await(state)
        .atMost(Duration.ofSeconds(60))
        .until(() -> state(client.files(id).get(index)).equals(state));
  }

  /** 3.2: a file is brought online, then copied; its job is STAGING meanwhile. */
  @Test
  void whatIsOnTapeIsStagedAndThenCopied() {
    String copied = "time=0&size_post=1048576";
    String waiting = client.submit(jobWith("'bring_online':3600", staged("3600", copied)));
    String quick = client.submit(jobWith("'bring_online':3600", staged("0", copied)));

    assertThat(client.read(waiting).path("job_state").asText()).isEqualTo("STAGING");
    awaitFile(waiting, 0, "STARTED");
    assertThat(client.read(waiting).path("job_state").asText()).isEqualTo("STAGING");
    assertThat(client.files(waiting).get(0).path("staging_start").isNull()).isFalse();
    assertThat(client.ended(quick).path("job_state").asText()).isEqualTo("FINISHED");
    assertThat(client.files(quick).get(0).path("staging_finished").isNull()).isFalse();
    assertThat(client.send(Call.delete("/jobs/" + waiting)).text("job_state"))
        .isEqualTo("CANCELED");
  }

  private static String staged(String seconds, String copied) {
    return file("a.example", "b.example", copied)
        .replace("?size=1048576", "?size=1048576&staging_time=" + seconds);
  }

  /** 3.3: also with a time-out of 0; the job is ARCHIVING once all that is left of it is. */
  @Test
  void whatShallBeOnTapeIsArchivingUntilItIs() {
    String slow = file("a.example", "b.example", "time=0&size_post=1048576&archiving_time=3600");
    String waiting = client.submit(jobWith("'archive_timeout':86400", slow));
    String quick = client.submit(jobWith("'archive_timeout':0", quickFile()));

    awaitFile(waiting, 0, "ARCHIVING");
    assertThat(client.read(waiting).path("job_state").asText()).isEqualTo("ARCHIVING");
    assertThat(client.files(waiting).get(0).path("archive_start_time").isNull()).isFalse();
    assertThat(client.ended(quick).path("job_state").asText()).isEqualTo("FINISHED");
    assertThat(client.files(quick).get(0).path("archive_finish_time").isNull()).isFalse();
    client.send(Call.delete("/jobs/" + waiting));
  }

  @Test
  void theLastFileCancelledEndsTheJob() {
    String id = client.submit(job(longFile()));
    String only = client.files(id).get(0).path("file_id").asText();

    client.send(Call.delete("/jobs/" + id + "/files/" + only));

    assertThat(client.read(id).path("job_state").asText()).isEqualTo("CANCELED");
  }

  @Test
  void filesOfAChainAreCancelledOnlyTogether() {
    String id = client.submit(jobWith("'multihop':true", longFile(), longFile()));
    String first = client.files(id).get(0).path("file_id").asText();

    Reply reply = client.send(Call.delete("/jobs/" + id + "/files/" + first));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.message()).isEqualTo("Multihop or reuse jobs must be cancelled at once (H)");
  }

  @Test
  void filesThatWaitForOthersAreCancelledWithTheirJob() {
    String id = client.submit(jobWith("'multihop':true", longFile(), longFile()));
    assertThat(state(client.files(id).get(1))).isEqualTo("NOT_USED");

    client.send(Call.delete("/jobs/" + id));

    assertThat(client.files(id)).hasSize(2).allMatch(file -> state(file).equals("CANCELED"));
  }

  @Test
  void priorityIsChangedOnTheJobAndItsFiles() {
    String id = client.submit(job(longFile()));

    Reply reply = client.send(Call.post("/jobs/" + id, "{'params':{'priority':5}}"));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("priority").asInt()).isEqualTo(5);
    assertThat(client.read(id).path("priority").asInt()).isEqualTo(5);
    assertThat(client.files(id).get(0).path("priority").asInt()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'params':{}}",
        "{'params':{'priority':0}}",
        "{'params':{'priority':null}}"
      })
  void withoutAPriorityNothingChanges(String body) {
    String id = client.submit(job(longFile()));

    Reply reply = client.send(Call.post("/jobs/" + id, body));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("priority").asInt()).isEqualTo(3);
  }

  @Test
  void aPriorityMustBeANumber() {
    String id = client.submit(job(longFile()));

    Reply reply = client.send(Call.post("/jobs/" + id, "{'params':{'priority':'high'}}"));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.message()).isEqualTo("Invalid priority value");
  }

  @Test
  void failuresBesideSuccessesMakeAJobDirtyWithFtsReason() {
    String bad = file("a.example", "b.example", "time=1&transfer_errno=2");

    JsonNode job = client.ended(client.submit(jobWith("'retry':-1", quickFile(), bad)));

    assertThat(job.path("job_state").asText()).isEqualTo("FINISHEDDIRTY");
    assertThat(job.path("reason").asText())
        .isEqualTo(
            "One or more files failed. Please have a look at the details for more information");
  }

  @Test
  void aJobAndItsFilesEndTogether() {
    String id = client.submit(job(quickFile(), quickFile(), quickFile()));

    client.ended(id);

    assertThat(client.files(id)).hasSize(3).allMatch(file -> state(file).equals("FINISHED"));
  }

  @Test
  void aFailedHopFailsItsChainAndTheRestIsNeverCopied() {
    String bad = file("a.example", "b.example", "time=1&transfer_errno=2");

    String id = client.submit(jobWith("'multihop':true,'retry':-1", bad, longFile()));
    JsonNode job = client.ended(id);

    assertThat(job.path("job_state").asText()).isEqualTo("FAILED");
    assertThat(state(client.files(id).get(0))).isEqualTo("FAILED");
    assertThat(state(client.files(id).get(1))).isEqualTo("NOT_USED");
  }
}
