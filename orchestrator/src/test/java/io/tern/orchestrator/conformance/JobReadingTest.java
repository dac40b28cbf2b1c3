package io.tern.orchestrator.conformance;

import static io.tern.orchestrator.conformance.Client.file;
import static io.tern.orchestrator.conformance.Client.job;
import static io.tern.orchestrator.conformance.Client.jobWith;
import static io.tern.orchestrator.conformance.Client.longFile;
import static io.tern.orchestrator.conformance.Client.quickFile;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sections 1.4 to 1.6: jobs and files as they are read. */
@ExtendWith(LiveService.class)
class JobReadingTest {
  private static final List<String> JOB_KEYS =
      List.of(
          ("job_id source_se dest_se job_state job_type cancel_job submit_host user_dn cred_id vo_name"
                  + " reason submit_time job_finished priority max_time_in_queue source_spacetoken"
                  + " destination_spacetoken internal_job_params dst_file_report overwrite_flag"
                  + " copy_pin_lifetime bring_online archive_timeout verify_checksum target_qos"
                  + " job_metadata retry retry_delay os_project_id")
              .split(" "));
  private static final List<String> FILE_KEYS =
      List.of(
          ("file_id hashed_id file_index job_id dest_surl_uuid vo_name source_se dest_se priority"
                  + " file_state transfer_host source_surl dest_surl staging_host reason recoverable"
                  + " filesize checksum start_time finish_time archive_start_time"
                  + " archive_finish_time internal_file_params pid tx_duration throughput retry"
                  + " user_filesize file_metadata staging_metadata archive_metadata staging_start"
                  + " staging_finished selection_strategy bringonline_token log_file log_debug"
                  + " activity scitag src_token_id dst_token_id file_state_initial")
              .split(" "));

  private final Client client;

  JobReadingTest(Client client) {
    this.client = client;
  }

  @Test
  @Proves("C7")
  void aJobHasAllItsKeysAndAStatus() {
    String id = client.submit(job(quickFile()));

    JsonNode job = client.get("/jobs/" + id).json();

    assertThat(job.fieldNames()).toIterable().containsAll(JOB_KEYS).contains("http_status");
    assertThat(job.path("http_status").asText()).isEqualTo("200 Ok");
    assertThat(job.path("source_se").asText()).isEqualTo("mock://a.example");
    assertThat(job.path("dest_se").asText()).isEqualTo("mock://b.example");
    assertThat(job.path("job_type").asText()).isEqualTo("N");
    assertThat(job.path("user_dn").asText()).isEqualTo(Who.ALICE.dn);
    assertThat(job.path("vo_name").asText()).isEqualTo("cms");
    assertThat(job.path("cancel_job").isBoolean()).isTrue();
    assertThat(job.path("priority").asInt()).isEqualTo(3);
    assertThat(job.path("bring_online").asInt()).isEqualTo(-1);
  }

  @Test
  @Proves("C8")
  void aFileHasAllItsKeysAndItsFigures() {
    String id = client.submit(job(quickFile()));
    client.ended(id);

    JsonNode file = client.get("/jobs/" + id + "/files").json().get(0);

    assertThat(file.fieldNames()).toIterable().containsAll(FILE_KEYS);
    assertThat(file.path("file_state").asText()).isEqualTo("FINISHED");
    assertThat(file.path("filesize").asLong()).isEqualTo(1048576);
    assertThat(file.path("job_id").asText()).isEqualTo(id);
    assertThat(file.path("recoverable").isBoolean()).isTrue();
    assertThat(file.path("tx_duration").isNumber()).isTrue();
    assertThat(file.path("file_id").isIntegralNumber()).isTrue();
  }

  @Test
  @Proves("C9")
  void aMissingJobAloneIsAnElementWithItsStatus() {
    String id = UUID.randomUUID().toString();

    Reply reply = client.get("/jobs/" + id);

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.text("job_id")).isEqualTo(id);
    assertThat(reply.text("http_status")).isEqualTo("404 Not Found");
    assertThat(reply.text("http_message"))
        .isEqualTo("No job with the id \"" + id + "\" has been found");
    assertThat(reply.json().has("status")).isFalse();
  }

  @Test
  @Proves("C9")
  void aForbiddenJobAloneIsAnElementWithItsStatus() {
    String id = client.submit(job(quickFile()));

    Reply reply = client.send(Call.get("/jobs/" + id).as(Who.BOB));

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.text("http_status")).isEqualTo("403 Forbidden");
    assertThat(reply.text("http_message"))
        .isEqualTo("Not enough permissions to check the job \"" + id + "\"");
  }

  @Test
  void peopleOfTheSameVoSeeAJob() {
    String id = client.submit(job(quickFile()));

    assertThat(client.send(Call.get("/jobs/" + id).as(Who.CAROL)).status()).isEqualTo(200);
  }

  @Test
  @Proves("C4")
  void severalJobsAre207OnlyWhenOneFailed() {
    String one = client.submit(job(quickFile()));
    String two = client.submit(job(quickFile()));
    String none = UUID.randomUUID().toString();

    Reply good = client.get("/jobs/" + two + "," + one);
    Reply mixed = client.get("/jobs/" + one + "," + none);

    assertThat(good.status()).isEqualTo(200);
    assertThat(good.texts("job_id")).containsExactly(two, one);
    assertThat(mixed.status()).isEqualTo(207);
    assertThat(mixed.texts("http_status")).containsExactly("200 Ok", "404 Not Found");
  }

  @Test
  void aTrailingCommaMakesAList() {
    String id = client.submit(job(quickFile()));

    assertThat(client.get("/jobs/" + id + ",").texts("job_id")).containsExactly(id);
  }

  @Test
  void aHundredJobsArePolledAtOnceWithTheKeysThatRucioReads() {
    List<String> ids =
        IntStream.range(0, 100).mapToObj(i -> client.submit(job(quickFile()))).toList();
    String keys =
        "file_state,dest_surl,finish_time,start_time,staging_start,staging_finished,reason,"
            + "source_surl,file_metadata";

    Reply reply = client.get("/jobs/" + String.join(",", ids) + "?files=" + keys + ",nonsense");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.texts("job_id")).isEqualTo(ids);
    assertThat(reply.json()).allMatch(job -> keysOf(job.path("files").get(0)).equals(keys));
  }

  private static String keysOf(JsonNode file) {
    return file.propertyStream().map(entry -> entry.getKey()).collect(Collectors.joining(","));
  }

  @Test
  void requestLinesOf16KilobytesAreTaken() {
    String ids =
        IntStream.range(0, 430)
            .mapToObj(i -> UUID.randomUUID().toString())
            .collect(Collectors.joining(","));

    Reply reply = client.get("/jobs/" + ids);

    assertThat(ids.length()).isBetween(15_000, 16_384);
    assertThat(reply.status()).isEqualTo(207);
    assertThat(reply.json()).hasSize(430);
  }

  @Test
  void filesOfNoJobAreRefusedInTheUsualShape() {
    String none = UUID.randomUUID().toString();

    for (String path : List.of("/files", "/files/1/retries", "/dm", "/job_state")) {
      Reply reply = client.get("/jobs/" + none + path);
      assertThat(reply.status()).as(path).isEqualTo(404);
      assertThat(reply.text("status")).isEqualTo("404 Not Found");
      assertThat(reply.message()).isEqualTo("No job with the id \"" + none + "\" has been found");
    }
  }

  @Test
  void dataManagementIsEmpty() {
    assertThat(client.get("/jobs/" + client.submit(job(quickFile())) + "/dm").body())
        .isEqualTo("[]");
  }

  @Test
  void oneAttributeIsItsValue() {
    String id = client.submit(jobWith("'priority':2", quickFile()));

    assertThat(client.get("/jobs/" + id + "/priority").body()).isEqualTo("2");
    assertThat(client.get("/jobs/" + id + "/vo_name").body()).isEqualTo("\"cms\"");
    assertThat(client.get("/jobs/" + id + "/job_metadata").json().isObject()).isTrue();
    assertThat(client.get("/jobs/" + id + "/target_qos").body()).isEqualTo("null");
    assertThat(client.get("/jobs/" + id + "/nonsense").message()).isEqualTo("No such field");
    assertThat(client.get("/jobs/" + id + "/nonsense").status()).isEqualTo(404);
  }

  @Test
  void retriesTellEachFailedAttempt() {
    String file = file("a.example", "b.example", "time=1&transfer_errno=110");
    String id = client.submit(jobWith("'retry':2,'retry_delay':1", file));
    client.ended(id);
    JsonNode ended = client.files(id).get(0);

    JsonNode retries =
        client.get("/jobs/" + id + "/files/" + ended.path("file_id").asText() + "/retries").json();

    assertThat(ended.path("file_state").asText()).isEqualTo("FAILED");
    assertThat(ended.path("retry").asInt()).isEqualTo(2);
    assertThat(retries.size()).isGreaterThanOrEqualTo(2);
    assertThat(keysOf(retries.get(0)))
        .isEqualTo("file_id,attempt,datetime,reason,transfer_host,log_file");
  }

  @Test
  void theListShowsUnfinishedJobsOnly() {
    String running = client.submit(job(longFile()));
    client.read(running);
    String ended = client.submit(job(quickFile()));
    client.ended(ended);

    assertThat(client.get("/jobs").texts("job_id")).contains(running).doesNotContain(ended);
    assertThat(client.get("/jobs/").texts("job_id")).contains(running);
  }

  @Test
  void aListByStateAndLimitShowsEndedJobsNewestFirst() {
    String older = client.submit(job(quickFile()));
    client.ended(older);
    String newer = client.submit(job(quickFile()));
    client.ended(newer);

    List<String> ids = client.get("/jobs?state_in=FINISHED&limit=500").texts("job_id");

    assertThat(ids).containsSubsequence(newer, older);
    assertThat(client.get("/jobs?state_in=FINISHED&limit=1").texts("job_id")).hasSize(1);
    assertThat(client.get("/jobs?state_in=FINISHED&time_window=1").texts("job_id"))
        .contains(newer, older);
    assertThat(client.get("/jobs?state_in=FINISHED&time_window=0:5").texts("job_id"))
        .contains(newer);
    assertThat(client.get("/jobs?state_in=FINISHED").texts("job_id")).isEmpty();
    assertThat(client.get("/jobs?state_in=NONSENSE").texts("job_id")).isEmpty();
  }

  @Test
  void theListIsFiltered() {
    String here =
        client.submit(job(file("filtered.example", "to.example", "time=3600&size_post=1048576")));
    String there = client.submit(job(longFile()));
    client.read(there);

    assertThat(client.get("/jobs?source_se=mock://filtered.example").texts("job_id"))
        .containsExactly(here);
    assertThat(client.get("/jobs?dest_se=mock://to.example").texts("job_id")).containsExactly(here);
    assertThat(client.get("/jobs?vo_name=cms").texts("job_id")).contains(here, there);
    assertThat(client.send(Call.get("/jobs").as(Who.BOB)).texts("job_id"))
        .doesNotContain(here, there);
    assertThat(
            client
                .send(Call.get("/jobs?source_se=mock://filtered.example").as(Who.ROOT))
                .texts("job_id"))
        .containsExactly(here);
    assertThat(client.send(Call.get("/jobs?vo_name=atlas").as(Who.ROOT)).texts("job_id"))
        .doesNotContain(here, there);
  }

  @Test
  void theListShowsTheFieldsAskedFor() {
    client.submit(job(longFile()));

    JsonNode list = client.get("/jobs?fields=job_id,nonsense,job_state&limit=1").json();

    assertThat(keysOf(list.get(0))).isEqualTo("job_id,job_state");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "501"})
  void limitsHaveARange(String limit) {
    Reply reply = client.get("/jobs?limit=" + limit);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.message()).isEqualTo("The limit must be positive and less or equal than 500");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=abc",
        "limit=0",
        "time_window=soon",
        "state_in=SUBMITTED,READY,ACTIVE&time_window=x"
      })
  void whatIsNoNumberIsIgnored(String query) {
    String id = client.submit(job(longFile()));
    client.read(id);

    assertThat(client.get("/jobs?" + query).texts("job_id")).contains(id);
  }

  @Test
  void onlyTheCallersOwnNamesAreTaken() {
    Reply dn = client.get("/jobs?user_dn=%2FCN%3DBob");
    Reply delegation = client.get("/jobs?dlg_id=0123456789abcdef");
    String own = client.get("/whoami").text("delegation_id");

    assertThat(dn.status()).isEqualTo(400);
    assertThat(dn.message())
        .isEqualTo("The provided DN and delegation id do not correspond to the same user");
    assertThat(delegation.status()).isEqualTo(403);
    assertThat(delegation.message())
        .isEqualTo("The provided delegation id does not match your delegation id");
    assertThat(client.get("/jobs?dlg_id=" + own).status()).isEqualTo(200);
  }

  @Test
  void nobodyListsJobs() {
    assertThat(client.send(Call.get("/jobs").as(Who.NOBODY)).status()).isEqualTo(403);
  }

  @Test
  void filesComeInTheOrderOfTheirIds() {
    String id = client.submit(job(quickFile(), quickFile(), quickFile()));

    List<Long> ids =
        StreamSupport.stream(client.files(id).spliterator(), false)
            .map(file -> file.path("file_id").asLong())
            .toList();

    assertThat(ids).hasSize(3).isSorted().doesNotHaveDuplicates();
    assertThat(ids.getLast() - ids.getFirst()).isEqualTo(2);
  }
}
