package io.tern.orchestrator.conformance;

import static io.tern.orchestrator.conformance.Client.file;
import static io.tern.orchestrator.conformance.Client.job;
import static io.tern.orchestrator.conformance.Client.quickFile;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 1.6: {@code /files}. */
@ExtendWith(LiveService.class)
class FileListTest {
  private static final String LONG = "time=3600&size_post=1048576";

  private final Client client;

  FileListTest(Client client) {
    this.client = client;
  }

  private String longJob(String source, String destination) {
    String id =
        client.submit(job(file(source, destination, LONG), file(source, destination, LONG)));
    client.read(id);
    return id;
  }

  @Test
  void unfinishedFilesAreListedByStorage() {
    String id = longJob("from.files", "to.files");

    Reply reply = client.get("/files?source_se=mock://from.files&dest_se=mock://to.files");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.texts("job_id")).containsExactly(id, id);
    assertThat(client.get("/files/?dest_se=mock://to.files").json()).hasSize(2);
    assertThat(client.get("/files?dest_se=mock://from.files").json()).isEmpty();
  }

  @Test
  void oneFileIsFoundByItsDestination() {
    String id = longJob("from.surl", "to.surl");
    String surl = client.files(id).get(1).path("dest_surl").asText();
    String encoded = surl.replace("?", "%3F").replace("=", "%3D").replace("&", "%26");

    Reply reply = client.get("/files?dest_surl=" + encoded);

    assertThat(reply.texts("dest_surl")).containsExactly(surl);
  }

  @Test
  void filesAreListedByState() {
    longJob("from.state", "to.state");
    String here = "/files?source_se=mock://from.state";

    assertThat(client.get(here + "&state_in=SUBMITTED,READY,ACTIVE").json()).hasSize(2);
    assertThat(client.get(here + "&state_in=STAGING").json()).isEmpty();
    assertThat(client.get(here + "&state_in=NONSENSE").json()).isEmpty();
  }

  @Test
  void aLimitIsKept() {
    longJob("from.limit", "to.limit");

    assertThat(client.get("/files?source_se=mock://from.limit&limit=1").json()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1001"})
  void limitsHaveARange(String limit) {
    Reply reply = client.get("/files?limit=" + limit);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.message()).isEqualTo("The limit must be positive and less or equal than 1000");
  }

  @Test
  void aWindowShowsWhatHasFinishedInIt() {
    String source = "from.window";
    String id = client.submit(job(file(source, "to.window", "time=0&size_post=1048576")));
    client.ended(id);
    String running = longJob(source, "to.window");
    String here = "/files?source_se=mock://" + source;

    assertThat(client.get(here + "&time_window=1").texts("job_id")).containsExactly(id);
    assertThat(client.get(here + "&time_window=0:5").texts("job_id")).containsExactly(id);
    assertThat(client.get(here).texts("job_id")).containsExactly(running, running);
  }

  @Test
  void othersSeeTheirOwnVoOnly() {
    longJob("from.vo", "to.vo");
    String here = "/files?source_se=mock://from.vo";

    assertThat(client.get(here + "&vo_name=atlas").json()).hasSize(2);
    assertThat(client.send(Call.get(here).as(Who.BOB)).json()).isEmpty();
    assertThat(client.send(Call.get(here + "&vo_name=cms").as(Who.ROOT)).json()).hasSize(2);
    assertThat(client.send(Call.get(here + "&vo_name=atlas").as(Who.ROOT)).json()).isEmpty();
  }

  @Test
  void aFinishedFileIsNotUnfinished() {
    String id = client.submit(job(quickFile()));
    client.ended(id);

    List<String> ids = client.get("/files").texts("job_id");

    assertThat(ids).doesNotContain(id);
  }
}
