package io.tern.orchestrator.api.fts3.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tern.orchestrator.api.MemoryJobs;
import io.tern.orchestrator.api.Service;
import io.tern.orchestrator.api.Service.Answer;
import io.tern.orchestrator.journal.wire.AttemptRecord;
import io.tern.orchestrator.journal.wire.State;
import io.tern.orchestrator.journal.wire.TransferRecord;
import io.tern.orchestrator.view.JobReader;
import io.tern.orchestrator.view.StoredJob;
import io.tern.orchestrator.view.StoredTransfer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** FTS REST, sections 1.4 to 1.6: what is read of jobs. */
class JobReadsTest {
  private static final String MISSING = "11111111-1111-1111-1111-111111111111";
  private static final List<String> JOB_KEYS =
      List.of(
          ("job_id source_se dest_se job_state job_type cancel_job submit_host user_dn cred_id"
                  + " vo_name reason submit_time job_finished priority max_time_in_queue"
                  + " source_spacetoken destination_spacetoken internal_job_params dst_file_report"
                  + " overwrite_flag copy_pin_lifetime bring_online archive_timeout verify_checksum"
                  + " target_qos job_metadata retry retry_delay os_project_id http_status")
              .split(" "));
  private static final List<String> FILE_KEYS =
      List.of(
          ("file_id hashed_id file_index job_id dest_surl_uuid vo_name source_se dest_se priority"
                  + " file_state transfer_host source_surl dest_surl staging_host reason"
                  + " recoverable filesize checksum start_time finish_time archive_start_time"
                  + " archive_finish_time internal_file_params pid tx_duration throughput retry"
                  + " user_filesize file_metadata staging_metadata archive_metadata staging_start"
                  + " staging_finished selection_strategy bringonline_token log_file log_debug"
                  + " activity scitag src_token_id dst_token_id file_state_initial")
              .split(" "));

  private Service service;

  @BeforeEach
  void start() {
    service = new Service();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private UUID submitted() {
    return submitted(service);
  }

  private static UUID submitted(Service to) {
    Answer answer =
        to.submit(
            "{'files': [{'sources': ['https://s1/a'], 'destinations': ['https://d1/b'],"
                + " 'filesize': 10, 'checksum': 'MD5:ff'}]}");
    return UUID.fromString(answer.json().path("job_id").asText());
  }

  private static List<String> keys(JsonNode object) {
    List<String> keys = new ArrayList<>();
    object.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /** 1.4 and 1.1: all keys; dates without zone or fraction. */
  @Test
  void aJobHasAllKeysAndPlainDates() {
    UUID id = submitted();

    Answer answer = service.get("//jobs/" + id);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(keys(answer.json())).containsExactlyElementsOf(JOB_KEYS);
    assertThat(answer.json().path("http_status").asText()).isEqualTo("200 Ok");
    assertThat(answer.json().path("submit_time").asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");
    assertThat(answer.json().path("job_finished").isNull()).isTrue();
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
  }

  /** 1.5: all keys of a file, with what an attempt left. */
  @Test
  void aFileHasAllKeysAndItsFigures() {
    UUID id = submitted();
    service.jobs.set(
        id,
        0,
        TransferRecord.newBuilder()
            .setState(State.FINISHED)
            .setSize(4L << 20)
            .setAgent("agent-1")
            .setStartMs(1_700_000_000_000L)
            .setFinishMs(1_700_000_002_000L)
            .build());

    JsonNode files = service.get("/jobs/" + id + "/files").json();

    assertThat(files).hasSize(1);
    JsonNode file = files.get(0);
    assertThat(keys(file)).containsExactlyElementsOf(FILE_KEYS);
    assertThat(file.path("file_state").asText()).isEqualTo("FINISHED");
    assertThat(file.path("filesize").asLong()).isEqualTo(4L << 20);
    assertThat(file.path("user_filesize").asLong()).isEqualTo(10);
    assertThat(file.path("checksum").asText()).isEqualTo("MD5:ff");
    assertThat(file.path("tx_duration").asDouble()).isEqualTo(2.0);
    assertThat(file.path("throughput").asDouble()).isEqualTo(2.0);
    assertThat(file.path("start_time").asText()).isEqualTo("2023-11-14T22:13:20");
    assertThat(file.path("transfer_host").asText()).isEqualTo("agent-1");
    assertThat(file.path("file_id").isIntegralNumber()).isTrue();
  }

  /** 1.6: one id and its own status; the element is the body, also of an error. */
  @Test
  void aMissingJobIsTheElementItself() {
    Answer answer = service.get("/jobs/" + MISSING);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(keys(answer.json())).containsExactly("job_id", "http_status", "http_message");
    assertThat(answer.json().path("job_id").asText()).isEqualTo(MISSING);
    assertThat(answer.json().path("http_status").asText()).isEqualTo("404 Not Found");
    assertThat(answer.json().path("http_message").asText())
        .isEqualTo("No job with the id \"" + MISSING + "\" has been found");
    assertThat(service.get("/jobs/not-an-id").status()).isEqualTo(404);
  }

  /** 1.6, 6.3: another VO's job. */
  @Test
  void aJobOfAnotherVoIsForbiddenUnlessTheCallerIsItsOwnerOrRoot() {
    UUID id = submitted();
    String path = "/jobs/" + id;

    Answer stranger = service.send(service.as(path, "/CN=Bob", "/atlas"));
    Answer colleague = service.send(service.as(path, "/CN=Eve", "/cms"));
    Answer owner = service.send(service.as(path, Service.ALICE, "/other"));
    Answer root = service.send(service.as(path, "/CN=R", "/x").header("X-Test-Root", "true"));
    Answer anonymous = service.send(service.anonymous(path));

    assertThat(stranger.status()).isEqualTo(403);
    assertThat(stranger.json().path("http_message").asText())
        .isEqualTo("Not enough permissions to check the job \"" + id + "\"");
    assertThat(anonymous.status()).isEqualTo(403);
    assertThat(colleague.status()).isEqualTo(200);
    assertThat(owner.status()).isEqualTo(200);
    assertThat(root.status()).isEqualTo(200);
    assertThat(service.send(service.as(path + "/files", "/CN=Bob", "/atlas")).message())
        .isEqualTo("Not enough permissions to check the job \"" + id + "\"");
  }

  /** 1.6: several ids; 207 only with errors. */
  @Test
  void severalJobsAreAnArrayInOrder() {
    UUID first = submitted();
    UUID second = submitted();

    Answer good = service.get("/jobs/" + second + ",," + first);
    Answer partly = service.get("/jobs/" + first + "," + MISSING);
    Answer trailing = service.get("/jobs/" + first + ",");

    assertThat(good.status()).isEqualTo(200);
    assertThat(good.json().findValuesAsText("job_id"))
        .containsExactly(second.toString(), first.toString());
    assertThat(partly.status()).isEqualTo(207);
    assertThat(partly.json().findValuesAsText("http_status"))
        .containsExactly("200 Ok", "404 Not Found");
    assertThat(trailing.status()).isEqualTo(200);
    assertThat(trailing.json().isArray()).isTrue();
  }

  /** 1.6: what Rucio asks for. */
  @Test
  void filesAreEmbeddedWithTheKeysThatExist() {
    UUID id = submitted();

    JsonNode job = service.get("/jobs/" + id + "?files=file_state,dest_surl,nonsense").json();

    assertThat(keys(job.path("files").get(0))).containsExactly("file_state", "dest_surl");
    assertThat(job.path("files").get(0).path("dest_surl").asText()).isEqualTo("https://d1/b");
  }

  /** 1.6: single fields. */
  @Test
  void aFieldIsItsValue() {
    UUID id = submitted();

    assertThat(service.get("/jobs/" + id + "/job_state").raw().body()).isEqualTo("\"SUBMITTED\"");
    assertThat(service.get("/jobs/" + id + "/reason").raw().body()).isEqualTo("null");
    Answer none = service.get("/jobs/" + id + "/colour");
    assertThat(none.status()).isEqualTo(404);
    assertThat(none.message()).isEqualTo("No such field");
    assertThat(none.json().path("status").asText()).isEqualTo("404 Not Found");
    assertThat(service.get("/jobs/" + MISSING + "/job_state").message())
        .isEqualTo("No job with the id \"" + MISSING + "\" has been found");
  }

  /** 11: the data-management list exists and is empty. */
  @Test
  void dataManagementIsEmpty() {
    assertThat(service.get("/jobs/" + submitted() + "/dm").raw().body()).isEqualTo("[]");
  }

  /** 1.5: retry entries. */
  @Test
  void retriesListFailedAttempts() {
    UUID id = submitted();
    long file = service.jobs.transfers(id).getFirst().id();
    service.jobs.attempt(
        file,
        AttemptRecord.newBuilder()
            .setFailureClass("TIMEOUT")
            .setSide("SOURCE")
            .setMessage("no byte for 60 s")
            .setEndMs(1_700_000_000_000L)
            .setAgent("agent-1")
            .build());
    service.jobs.attempt(file, AttemptRecord.newBuilder().setEndMs(1).build());

    JsonNode retries = service.get("/jobs/" + id + "/files/" + file + "/retries").json();

    assertThat(retries).hasSize(1);
    assertThat(retries.get(0).path("reason").asText()).isEqualTo("SOURCE [110] no byte for 60 s");
    assertThat(retries.get(0).path("datetime").asText()).isEqualTo("2023-11-14T22:13:20");
    assertThat(retries.get(0).path("attempt").asInt()).isEqualTo(1);
    assertThat(retries.get(0).path("file_id").asLong()).isEqualTo(file);
  }

  /** 1.6: the list and its filters. */
  @Test
  void theListShowsUnfinishedJobsOfTheCallersVo() {
    UUID open = submitted();
    UUID done = submitted();
    service.jobs.finish(done, State.FINISHED, "");

    assertThat(ids("/jobs")).containsExactly(open.toString());
    assertThat(ids("/jobs/")).containsExactly(open.toString());
    assertThat(ids("/jobs?state_in=FINISHED,FAILED&limit=10")).containsExactly(done.toString());
    assertThat(ids("/jobs?state_in=FINISHED&time_window=1:30")).containsExactly(done.toString());
    assertThat(ids("/jobs?state_in=FINISHED")).isEmpty();
    assertThat(ids("/jobs?state_in=SUBMITTED")).containsExactly(open.toString());
    assertThat(ids("/jobs?state_in=PURPLE&limit=5")).isEmpty();
    assertThat(ids("/jobs?source_se=https://s1")).containsExactly(open.toString());
    assertThat(ids("/jobs?dest_se=https://s1")).isEmpty();
    assertThat(service.send(service.as("/jobs", "/CN=Bob", "/atlas")).json()).isEmpty();
    assertThat(service.send(service.as("/jobs?vo_name=cms", "/CN=Bob", "/atlas")).json().isEmpty())
        .isTrue();
  }

  private List<String> ids(String path) {
    Answer answer = service.get(path);
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
    return answer.json().findValuesAsText("job_id");
  }

  /** 1.6: fields and limits of the list. */
  @Test
  void theListTakesFieldsAndALimit() {
    submitted();
    UUID newest = submitted();

    JsonNode list = service.get("/jobs?limit=1&fields=job_id,job_state,nonsense").json();

    assertThat(list).hasSize(1);
    assertThat(keys(list.get(0))).containsExactly("job_id", "job_state");
    assertThat(list.get(0).path("job_id").asText()).isEqualTo(newest.toString());
    assertThat(service.get("/jobs?limit=many").json()).hasSize(2);
    for (String limit : List.of("501", "-1")) {
      Answer refused = service.get("/jobs?limit=" + limit);
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.message())
          .isEqualTo("The limit must be positive and less or equal than 500");
    }
  }

  /** 1.6: a caller asks for his own only. */
  @Test
  void theListRefusesOtherPeoplesNames() {
    submitted();
    String mine = URLEncoder.encode(Service.ALICE, StandardCharsets.UTF_8);

    assertThat(service.get("/jobs?user_dn=" + mine).json()).hasSize(1);
    Answer dn = service.get("/jobs?user_dn=/CN=Bob");
    assertThat(dn.status()).isEqualTo(400);
    assertThat(dn.message())
        .isEqualTo("The provided DN and delegation id do not correspond to the same user");
    Answer delegation = service.get("/jobs?dlg_id=0123456789abcdef");
    assertThat(delegation.status()).isEqualTo(403);
    assertThat(service.send(service.anonymous("/jobs")).status()).isEqualTo(403);
  }

  /** Architecture, rule 1: a miss is believed only when the view has caught up. */
  @Test
  void aMissOfAViewThatIsBehindIsNotANotFound() {
    service.jobs.fallBehind();

    Answer answer = service.get("/jobs/" + MISSING);

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isNotEmpty();
    assertThat(service.get("/jobs/" + submitted()).status()).isEqualTo(200);
  }

  /** 3.4: the job's source is that of the replica that won. */
  @Test
  void aWonReplicaJobShowsItsSource() {
    Answer answer =
        service.submit(
            "{'files': [{'sources': ['https://s1/a', 'https://s2/a'],"
                + " 'destinations': ['https://d/b']}]}");
    UUID id = UUID.fromString(answer.json().path("job_id").asText());
    service.jobs.change(id, record -> record.setWinner(2));

    assertThat(service.get("/jobs/" + id).json().path("source_se").asText())
        .isEqualTo("https://s2");
  }

  /** All ends between any two questions that are not asked together. */
  private static final class Restless extends MemoryJobs {
    private boolean together;

    @Override
    public synchronized <T> T together(Function<JobReader, T> questions) {
      together = true;
      try {
        return questions.apply(this);
      } finally {
        together = false;
      }
    }

    @Override
    public synchronized void transfers(StoredJob job, Consumer<StoredTransfer> each) {
      if (!together) {
        set(job.id(), 0, TransferRecord.newBuilder().setState(State.FINISHED).build());
      }
      super.transfers(job, each);
    }
  }

  /** 3: DIRAC reports an error when a job and its files do not agree. */
  @Test
  void aJobAndItsFilesAreOfOneMoment() {
    Restless jobs = new Restless();
    try (Service other = new Service(jobs, jobs, settings -> settings)) {
      String id = submitted(other).toString();

      JsonNode job = other.get("/jobs/" + id + "?files=file_state").json();

      assertThat(job.path("job_state").asText()).isEqualTo("SUBMITTED");
      assertThat(job.path("files").path(0).path("file_state").asText()).isEqualTo("SUBMITTED");
    }
  }
}
