package io.tern.orchestrator.conformance;

import static io.tern.orchestrator.conformance.Client.unique;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Sections 1.1 and 1.11: the python {@code easy} client and what is built on it, DIRAC and the
 * {@code fts-rest-*} tools, as they send their requests.
 */
@ExtendWith(LiveService.class)
class EasyClientTest {
  private final Client client;

  EasyClientTest(Client client) {
    this.client = client;
  }

  /** The endpoint loses one slash, and each resource is appended with two. */
  private Reply ask(String method, String resource, String body) {
    return ask(Who.ALICE, method, resource, body);
  }

  private Reply ask(Who who, String method, String resource, String body) {
    Call call =
        Call.of(method, "/" + resource)
            .as(who)
            .header("User-Agent", "fts-python-bindings/3.12.0")
            .header("Accept-Encoding", "gzip, deflate")
            .header("Content-Type", "application/json");
    return client.send(body.isEmpty() ? call : call.body(body.replace('\'', '"')));
  }

  /** {@code Context()}. */
  private void context() {
    JsonNode root = ask("GET", "/", "").json();
    for (String part : new String[] {"major", "minor", "patch"}) {
      assertThat(root.path("api").path(part).isInt()).isTrue();
    }
    assertThat(ask("GET", "/whoami", "").json().path("delegation_id").isTextual()).isTrue();
  }

  /** {@code new_transfer} and {@code new_job} with their defaults. */
  private static String newJob(String query) {
    return """
    {'files': [{'sources': ['mock://a.example/easy/%d?size=1048576'],
        'destinations': ['mock://b.example/easy/%d?%s'], 'checksum': 'ADLER32',
        'filesize': 1048576, 'metadata': null, 'activity': null,
        'selection_strategy': 'auto'}],
     'params': {'verify_checksum': false, 'reuse': null, 'spacetoken': null,
        'bring_online': null, 'dst_file_report': false, 'archive_timeout': null,
        'copy_pin_lifetime': null, 'job_metadata': null, 'source_spacetoken': null,
        'overwrite': false, 'overwrite_on_retry': false, 'overwrite_hop': false,
        'overwrite_when_only_on_disk': false, 'multihop': false, 'retry': -1,
        'retry_delay': 0, 'priority': null, 'strict_copy': false, 'max_time_in_queue': null,
        'timeout': null, 'id_generator': 'standard', 'sid': null, 's3alternate': false,
        'nostreams': 1, 'buffer_size': null, 'unmanaged_tokens': false}}
    """
        .formatted(unique(), unique(), query);
  }

  @Test
  void aJobIsSubmittedAndFollowedWithItsFiles() {
    context();
    Reply submitted = ask("POST", "/jobs", newJob("time=0&size_post=1048576"));
    String id = submitted.text("job_id");
    client.ended(id);

    JsonNode job = ask("GET", "/jobs/" + id, "").json();
    JsonNode files = ask("GET", "/jobs/" + id + "/files", "").json();
    JsonNode namespaceEntries = ask("GET", "/jobs/" + id + "/dm", "").json();

    assertThat(submitted.status()).isEqualTo(200);
    assertThat(job.path("job_state").asText()).isEqualTo("FINISHED");
    assertThat(job.path("verify_checksum").asText()).isEqualTo("t");
    assertThat(job.path("internal_job_params").asText()).isEqualTo("nostreams:1");
    assertThat(files).hasSize(1);
    assertThat(namespaceEntries.isArray()).isTrue();
    assertThat(namespaceEntries).isEmpty();
  }

  /** Older versions put. */
  @Test
  void aJobIsPut() {
    assertThat(ask("PUT", "/jobs", newJob("time=3600")).status()).isEqualTo(200);
  }

  @Test
  void severalJobsAreFollowedAtOnce() {
    String one = ask("POST", "/jobs", newJob("time=3600")).text("job_id");
    String two = ask("POST", "/jobs", newJob("time=3600")).text("job_id");

    Reply both = ask("GET", "/jobs/" + one + "," + two + "?files=file_state,dest_surl", "");

    assertThat(both.status()).isEqualTo(200);
    assertThat(both.texts("job_id")).containsExactly(one, two);
    assertThat(both.json().get(1).path("files").get(0)).hasSize(2);
  }

  @Test
  void aJobIsCancelled() {
    String id = ask("POST", "/jobs", newJob("time=3600&size_post=1048576")).text("job_id");

    Reply reply = ask("DELETE", "/jobs/" + id, "");

    assertThat(reply.text("job_state")).isEqualTo("CANCELED");
  }

  /** {@code easy.cancel(context, id, file_ids)}. */
  @Test
  void filesOfAJobAreCancelled() {
    String id = ask("POST", "/jobs", newJob("time=3600&size_post=1048576")).text("job_id");
    String file = ask("GET", "/jobs/" + id + "/files", "").json().get(0).path("file_id").asText();

    assertThat(ask("DELETE", "/jobs/" + id + "/files/" + file, "").body())
        .isEqualTo("\"CANCELED\"");
  }

  /** {@code easy.cancel_all} of somebody who may not. */
  @Test
  void onlyRootCancelsAll() {
    for (String path : new String[] {"/jobs/all", "/jobs/vo/cms"}) {
      Reply refused = ask("DELETE", path, "");
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.message()).isEqualTo("User does not have root privileges");
    }
  }

  /** {@code easy.ban_se}, {@code unban_se} and {@code fts-rest-ban}. */
  @Test
  void aStorageIsBannedAndLetGo() {
    String ban =
        "{'storage': 'mock://easy.example', 'status': 'wait', 'allow_submit': true,"
            + " 'message': 'maintenance', 'timeout': 0, 'vo_name': null}";

    Reply banned = ask(Who.ROOT, "POST", "/ban/se", ban);
    Reply refused = ask("POST", "/ban/se", ban);

    assertThat(banned.body()).isEqualTo("[]");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(ask(Who.ROOT, "DELETE", "/ban/se?storage=mock%3A%2F%2Feasy.example", "").status())
        .isEqualTo(204);
  }

  /** {@code easy.ban_dn} and {@code unban_dn}. */
  @Test
  void aUserIsBannedAndLetGo() {
    String ban = "{'user_dn': '/DC=ch/CN=Nobody Known', 'message': 'left'}";

    assertThat(ask(Who.ROOT, "POST", "/ban/dn", ban).body()).isEqualTo("[]");
    assertThat(
            ask(Who.ROOT, "DELETE", "/ban/dn?user_dn=%2FDC%3Dch%2FCN%3DNobody+Known", "").status())
        .isEqualTo(204);
    assertThat(ask(Who.ROOT, "GET", "/ban/dn", "").json()).isEmpty();
  }

  /** {@code fts-rest-server-status}. */
  @Test
  void theServerIsAskedHowItIs() {
    assertThat(ask(Who.ROOT, "GET", "/status/hosts", "").json().isObject()).isTrue();
    assertThat(ask(Who.ROOT, "GET", "/config", "").json().isArray()).isTrue();
  }

  /** {@code fts-rest-transfer-list}. */
  @Test
  void jobsAreListed() {
    String id = ask("POST", "/jobs", newJob("time=3600&size_post=1048576")).text("job_id");
    client.read(id);
    String delegation = ask("GET", "/whoami", "").text("delegation_id");

    Reply list = ask("GET", "/jobs?dlg_id=" + delegation + "&state_in=SUBMITTED,ACTIVE", "");

    assertThat(list.texts("job_id")).contains(id);
  }

  /** {@code fts-rest-transfer-submit}: nearly every key, checksum modes as letters. */
  @Test
  void theCommandLineSendsItsOwnForm() {
    String body =
        """
        {'files': [{'sources': ['mock://a.example/cli/%d?size=1048576'],
            'destinations': ['mock://b.example/cli/%d?time=3600'], 'selection_strategy': 'auto',
            'checksum': 'adler32:1a2b3c4d', 'filesize': 1048576, 'metadata': null,
            'activity': 'default'}],
         'params': {'verify_checksum': 'b', 'reuse': false, 'spacetoken': null,
            'bring_online': -1, 'archive_timeout': -1, 'copy_pin_lifetime': -1,
            'job_metadata': {'tag': 'x'}, 'source_spacetoken': null, 'overwrite': true,
            'retry': 0, 'retry_delay': 0, 'priority': 3, 'strict_copy': false,
            'max_time_in_queue': null, 'timeout': 0, 'multihop': false, 'credential': null,
            'nostreams': 0, 'buffer_size': 0, 'ipv4': false, 'ipv6': false}}
        """
            .formatted(unique(), unique());

    JsonNode job = client.read(ask("POST", "/jobs", body).text("job_id"));

    assertThat(job.path("verify_checksum").asText()).isEqualTo("b");
    assertThat(job.path("overwrite_flag").asText()).isEqualTo("Y");
    assertThat(job.path("job_metadata").path("tag").asText()).isEqualTo("x");
  }

  /** DIRAC expects that files have ended once their job has. */
  @Test
  void diracFindsEveryFileEndedOnceItsJobHas() {
    String file = Client.file("a.example", "b.example", "time=1&size_post=1048576");
    String id =
        client.submit(
            Client.jobWith("'retry':3,'bring_online':0", file, file.replace("/data/", "/dirac/")));

    client.ended(id);

    assertThat(ask("GET", "/jobs/" + id + "/files", "").json())
        .hasSize(2)
        .allMatch(one -> one.path("file_state").asText().matches("FINISHED|FAILED|CANCELED"));
  }
}
