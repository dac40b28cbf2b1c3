package io.tern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transcripts of what is shown, in each of its forms. */
class FormsTest {
  private static final String JOBS =
      """
      [{"job_id":"6f1","job_state":"ACTIVE","vo_name":"atlas","priority":3,\
      "submit_time":"2026-11-24T10:00:00","source_se":"https://a","dest_se":"https://b",\
      "user_dn":"/CN=Me, myself","finish_time":null,"reason":"said \\"no\\""}]\
      """;

  private CannedServer server;

  @BeforeEach
  void start() throws IOException {
    server = new CannedServer();
    server
        .on("GET /jobs?limit=100", 200, JOBS)
        .on("GET /config/links", 200, "[{\"symbolicname\":\"l\",\"source\":\"https://a\"}]")
        .on("GET /config/se", 200, "{\"https://a\":{\"se_info\":{\"inbound_max_active\":50}}}")
        .on("GET /config/global", 200, "{\"*\":{\"retry\":3}}")
        .on("GET /ban/se", 200, "[{\"se\":\"https://a\",\"status\":\"WAIT\",\"vo\":\"*\"}]");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String shown(String... words) {
    Transcript transcript = Transcript.of(server, words);
    assertThat(transcript.exit()).isZero();
    assertThat(transcript.err()).isEmpty();
    return transcript.out();
  }

  @Test
  void jobsAsTables() {
    assertThat(shown("list"))
        .isEqualTo(
            """
            JOB_ID  JOB_STATE  VO_NAME  PRIORITY  SUBMIT_TIME          SOURCE_SE  DEST_SE
            6f1     ACTIVE     atlas    3         2026-11-24T10:00:00  https://a  https://b
            """);
    assertThat(shown("list", "-o", "wide"))
        .isEqualTo(
            """
            JOB_ID  JOB_STATE  VO_NAME  PRIORITY  SUBMIT_TIME          SOURCE_SE  DEST_SE    \
            USER_DN         FINISH_TIME  REASON
            6f1     ACTIVE     atlas    3         2026-11-24T10:00:00  https://a  https://b  \
            /CN=Me, myself  -            said "no"
            """);
  }

  @Test
  void jobsForPrograms() {
    assertThat(shown("list", "-o", "csv"))
        .isEqualTo(
            """
            job_id,job_state,vo_name,priority,submit_time,source_se,dest_se,user_dn,finish_time,reason
            6f1,ACTIVE,atlas,3,2026-11-24T10:00:00,https://a,https://b,"/CN=Me, myself",-,"said ""no\"""
            """);
    assertThat(shown("list", "-o", "ndjson"))
        .isEqualTo(JOBS.substring(1, JOBS.length() - 1) + "\n");
    assertThat(shown("list", "-o", "json"))
        .isEqualTo(
            """
            [ {
              "job_id" : "6f1",
              "job_state" : "ACTIVE",
              "vo_name" : "atlas",
              "priority" : 3,
              "submit_time" : "2026-11-24T10:00:00",
              "source_se" : "https://a",
              "dest_se" : "https://b",
              "user_dn" : "/CN=Me, myself",
              "finish_time" : null,
              "reason" : "said \\"no\\""
            } ]
            """);
  }

  @Test
  void jobsThatAreAskedForByMore() {
    server.on(
        "GET /jobs?limit=5&state_in=FAILED%2CCANCELED&vo_name=atlas&source_se=https%3A%2F%2Fa",
        200, "[]");

    String found =
        shown(
            "list",
            "--state",
            "FAILED,CANCELED",
            "--vo",
            "atlas",
            "--source",
            "https://a",
            "--limit",
            "5",
            "-o",
            "ndjson");

    assertThat(found).isEmpty();
  }

  @Test
  void whatTheServerHolds() {
    assertThat(shown("links"))
        .isEqualTo("symbolicname         l\nsource               https://a\n");
    assertThat(shown("storages"))
        .isEqualTo("https://a            {\"se_info\":{\"inbound_max_active\":50}}\n");
    assertThat(shown("settings")).isEqualTo("*                    {\"retry\":3}\n");
    assertThat(shown("settings", "-o", "csv")).isEqualTo("field,value\n*,\"{\"\"retry\"\":3}\"\n");
    assertThat(shown("ban"))
        .isEqualTo(
            """
            SE         STATUS  VO  ADDITION_TIME  MESSAGE
            https://a  WAIT    *   -              -
            """);
  }
}
