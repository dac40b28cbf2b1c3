package io.tern.orchestrator.conformance;

import static io.tern.orchestrator.conformance.Client.job;
import static io.tern.orchestrator.conformance.Client.quickFile;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 1.6: the archive's links, and what is not in it. What is: RetentionTest. */
@ExtendWith(LiveService.class)
class ArchiveTest {
  private final Client client;

  ArchiveTest(Client client) {
    this.client = client;
  }

  @Test
  void itsPageLeadsToItsJobs() {
    for (String target : List.of("/archive", "/archive/", "//archive")) {
      JsonNode link = client.get(target).json().path("_links").path("fts:archivedJob");
      assertThat(link.path("href").asText()).as(target).isEqualTo("/archive/{id}");
      assertThat(link.path("templated").asBoolean()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-id", "11111111-2222-3333-4444-555555555555"})
  void whatWasNeverRemovedIsNotFound(String id) {
    Reply reply = client.get("/archive/" + id);
    Reply field = client.get("/archive/" + id + "/job_state");

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.text("status")).isEqualTo("404 Not Found");
    assertThat(reply.message())
        .isEqualTo("No job with the id \"" + id + "\" has been found in the archive");
    assertThat(field.status()).isEqualTo(404);
    assertThat(natively(id).status()).isEqualTo(404);
    assertThat(natively(id).text("detail")).isEqualTo(reply.message());
  }

  private Reply natively(String id) {
    return client.get("/api/v1/archive/jobs/" + id);
  }

  @Test
  void aJobThatIsStillKeptIsNotFound() {
    String id = client.submit(job(quickFile()));
    client.ended(id);

    assertThat(client.get("/archive/" + id).status()).isEqualTo(404);
    assertThat(natively(id).status()).isEqualTo(404);
  }
}
