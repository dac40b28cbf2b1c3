package io.tern.orchestrator.conformance;

import static io.tern.orchestrator.conformance.Client.unique;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Section 1.11: Rucio's transfer tool, as it sends its requests. */
@ExtendWith(LiveService.class)
class RucioTest {
  private static final String FILE_KEYS =
      "file_state,dest_surl,finish_time,start_time,staging_start,staging_finished,reason,"
          + "source_surl,file_metadata";

  private final Client client;

  RucioTest(Client client) {
    this.client = client;
  }

  private Reply ask(String method, String path, String body) {
    return ask(Who.ALICE, method, path, body);
  }

  private Reply asOperator(String method, String path, String body) {
    return ask(Who.ROOT, method, path, body);
  }

  private Reply ask(Who who, String method, String path, String body) {
    Call call =
        Call.of(method, path)
            .as(who)
            .header("User-Agent", "python-requests/2.32")
            .header("Accept", "*/*")
            .header("Accept-Encoding", "gzip, deflate");
    return client.send(
        body.isEmpty()
            ? call
            : call.header("Content-Type", "application/json").body(body.replace('\'', '"')));
  }

  private static String transfer(String params, String query) {
    int number = unique();
    return """
    {'files': [{'sources': ['mock://a.example/rucio/%d?size=1048576'],
        'destinations': ['mock://b.example/rucio/%d?%s'], 'filesize': 1048576,
        'checksum': 'ADLER32:12345678', 'selection_strategy': 'auto', 'activity': 'T0 Export',
        'scitag': 1002,
        'metadata': {'request_id': 'r%d', 'scope': 'cms', 'name': 'f', 'activity': 'T0 Export',
           'request_type': 'transfer', 'src_rse': 'A', 'dst_rse': 'B', 'filesize': 1048576,
           'md5': null, 'adler32': '12345678', 'verify_checksum': false}}],
     'params': {'verify_checksum': 'none', 'priority': 3, 's3alternate': true,
        'max_time_in_queue': 24, 'overwrite': false, 'overwrite_on_retry': true,
        'job_metadata': {'issuer': 'rucio', 'multi_sources': false, 'multihop': false,
           'overwrite_when_only_on_disk': false, 'auth_method': 'certificate'}%s}}
    """
        .formatted(number, number, query, number, params);
  }

  @Test
  void aTransferIsSubmittedPolledAndReadInBulk() {
    Reply submitted = ask("POST", "/jobs", transfer("", "time=0&size_post=1048576"));
    String id = submitted.text("job_id");
    client.ended(id);

    Reply bulk = ask("GET", "/jobs/" + id + ",?files=" + FILE_KEYS, "");
    JsonNode job = bulk.json().get(0);
    JsonNode file = job.path("files").get(0);

    assertThat(submitted.status()).isEqualTo(200);
    assertThat(bulk.status()).isEqualTo(200);
    assertThat(job.path("http_status").asText()).isEqualTo("200 Ok");
    assertThat(job.path("job_state").asText()).isEqualTo("FINISHED");
    assertThat(job.path("job_metadata").path("issuer").asText()).isEqualTo("rucio");
    assertThat(job.path("vo_name").asText()).isEqualTo("cms");
    assertThat(file.path("file_state").asText()).isEqualTo("FINISHED");
    assertThat(file.path("file_metadata").path("request_id").asText()).startsWith("r");
    assertThat(file.path("file_metadata").path("md5").isNull()).isTrue();
    assertThat(ask("GET", "/jobs/" + id + "/files", "").json().get(0).path("scitag").asInt())
        .isEqualTo(1002);
  }

  /** A bulk with a job that is gone is 207, and Rucio reads each element's own status. */
  @Test
  void aBulkTellsWhichJobIsGone() {
    String id = ask("POST", "/jobs", transfer("", "time=3600")).text("job_id");
    String gone = UUID.randomUUID().toString();

    Reply bulk = ask("GET", "/jobs/" + id + "," + gone + "?files=" + FILE_KEYS, "");

    assertThat(bulk.status()).isEqualTo(207);
    assertThat(bulk.texts("http_status")).isEqualTo(List.of("200 Ok", "404 Not Found"));
  }

  /** A submission that was answered too late is sent again with the same seed. */
  @Test
  void theSameSeedIsAlreadySubmitted() {
    String sid = "rucio-" + unique();
    String body =
        transfer(",'id_generator':'deterministic','sid':'" + sid + "'", "time=3600&size_post=1");
    String vo = ask("GET", "/whoami", "").json().path("vos").get(0).asText();
    UUID base = UUID.fromString(ask("GET", "/whoami", "").text("base_id"));

    Reply first = ask("POST", "/jobs", body);
    Reply again = ask("POST", "/jobs", body);

    assertThat(first.text("job_id")).isEqualTo(NamedId.of(NamedId.of(base, vo), sid).toString());
    assertThat(again.status()).isEqualTo(409);
  }

  @Test
  void priorityIsRaisedAndTheJobCancelled() {
    String id = ask("POST", "/jobs", transfer("", "time=3600&size_post=1048576")).text("job_id");

    Reply raised = ask("POST", "/jobs/" + id, "{'params': {'priority': 5}}");
    Reply cancelled = ask("DELETE", "/jobs/" + id, "");

    assertThat(raised.status()).isEqualTo(200);
    assertThat(raised.json().path("priority").asInt()).isEqualTo(5);
    assertThat(cancelled.status()).isEqualTo(200);
    assertThat(cancelled.text("job_state")).isEqualTo("CANCELED");
  }

  /** {@code set_se_config} and {@code get_se_config}, as an operator of the storage's VO. */
  @Test
  void limitsOfAStorageAreSetAndRead() {
    String storage = "mock://rucio-" + unique() + ".example";
    String limits =
        "{'%s': {'operations': {'dteam': {'staging': 20}}, 'se_info': {'inbound_max_active': 10}}}"
            .formatted(storage);

    Reply set = asOperator("POST", "/config/se", limits);
    JsonNode kept = asOperator("GET", "/config/se", "").json().path(storage);

    assertThat(set.status()).isEqualTo(200);
    assertThat(kept.path("se_info").path("inbound_max_active").asInt()).isEqualTo(10);
    assertThat(kept.path("operations").path("dteam").path("staging").asInt()).isEqualTo(20);
    assertThat(asOperator("POST", "/config/se", "{'" + storage + "': {'se_info': {}}}").status())
        .isEqualTo(200);
    assertThat(asOperator("GET", "/config/se", "").json().path(storage)).isEqualTo(kept);
  }

  /** {@code set_se_status}. */
  @Test
  void aStorageIsBannedAndLetGo() {
    String storage = "mock://rucio-" + unique() + ".example";
    String ban =
        "{'storage': '%s', 'message': 'down', 'status': 'WAIT', 'timeout': 3600}"
            .formatted(storage);

    assertThat(asOperator("POST", "/ban/se", ban).status()).isEqualTo(200);
    assertThat(asOperator("GET", "/ban/se", "").texts("se")).contains(storage);
    assertThat(asOperator("DELETE", "/ban/se?storage=" + storage, "").status()).isEqualTo(204);
    assertThat(asOperator("GET", "/ban/se", "").texts("se")).doesNotContain(storage);
  }

  @Test
  void theVersionIsAskedFor() {
    assertThat(ask("GET", "/", "").json().path("api").path("major").isInt()).isTrue();
  }

  /** The error that Rucio looks for when a destination is there already. */
  @Test
  void aDestinationThatExistsIsToldInTheWordsThatRucioKnows() {
    String query = "time=1&size_pre=1048576&size_post=1048576";
    String id = ask("POST", "/jobs", transfer("", query)).text("job_id");
    client.ended(id);

    JsonNode file = ask("GET", "/jobs/" + id + "?files=file_state,reason", "").json().path("files");

    assertThat(file.get(0).path("file_state").asText()).isEqualTo("FAILED");
    assertThat(file.get(0).path("reason").asText())
        .contains("Destination file exists and overwrite is not enabled");
  }

  /** By it Rucio knows a file again that it had copied without hearing of it. */
  @Test
  void aFileThatIsInTheWayIsDescribed() {
    String query = "time=1&size_pre=1048576&size_post=1048576&checksum=1a2b3c4";
    String report = ask("POST", "/jobs", transfer(",'dst_file_report':true", query)).text("job_id");
    String plain = ask("POST", "/jobs", transfer("", query)).text("job_id");
    client.ended(report);
    client.ended(plain);

    JsonNode metadata = metadata(report);

    assertThat(metadata.path("request_type").asText()).isEqualTo("transfer");
    assertThat(metadata.path("dst_file").toString())
        .isEqualTo(
            "{\"file_size\":1048576,\"checksum_type\":\"ADLER32\",\"checksum_value\":\"01a2b3c4\","
                + "\"file_on_tape\":true,\"file_on_disk\":true}");
    assertThat(metadata(plain).has("dst_file")).isFalse();
  }

  /** Section 5.2: what its receiver takes out of the message on an end. */
  @Test
  @Proves({"C12", "C13", "C14", "C15"})
  void theReceiverFindsWhatItReads() throws IOException {
    try (EventLines stream = EventLines.open(client, "/api/v1/vos/cms/events", "")) {
      String query = "time=1&size_pre=1048576&size_post=1048576&checksum=1a2b3c4";
      String id = ask("POST", "/jobs", transfer(",'dst_file_report':true", query)).text("job_id");
      JsonNode message = stream.untilOfJob("complete", id).getLast().data();

      assertThat(message.path("vo").asText()).isEqualTo("cms");
      assertThat(message.path("endpnt").asText()).isNotEmpty();
      assertThat(message.path("tr_id").asText()).matches(".*__" + id);
      assertThat(message.path("job_metadata").path("issuer").asText()).isEqualTo("rucio");
      assertThat(message.path("job_metadata").path("multi_sources").isBoolean()).isTrue();
      assertThat(message.path("job_state").asText()).isEqualTo("UNKNOWN");
      assertThat(message.path("job_multihop").isBoolean()).isTrue();
      assertThat(message.path("is_archiving").isBoolean()).isTrue();
      assertThat(message.path("t_final_transfer_state").asText()).isEqualTo("Error");
      assertThat(message.path("t__error_message").asText())
          .contains("Destination file exists and overwrite is not enabled");
      assertThat(message.path("file_metadata").path("request_id").asText()).startsWith("r");
      assertThat(message.path("file_metadata").path("dst_file").path("file_size").asInt())
          .isEqualTo(1048576);
      assertThat(message.path("tr_timestamp_start").isIntegralNumber()).isTrue();
      assertThat(message.path("tr_timestamp_complete").isIntegralNumber()).isTrue();
      assertThat(message.path("src_url").asText()).startsWith("mock://a.example/rucio/");
      assertThat(message.path("dst_hostname").asText()).isEqualTo("b.example");
    }
  }

  private JsonNode metadata(String id) {
    Reply bulk = ask("GET", "/jobs/" + id + ",?files=" + FILE_KEYS, "");
    return bulk.json().get(0).path("files").get(0).path("file_metadata");
  }
}
