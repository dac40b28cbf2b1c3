package io.tern.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transcripts: what is asked of the server, what is printed, the exit code. */
class CommandLineTest {
  private static final String JOB =
      """
      {"job_id":"6f1","job_state":"ACTIVE","vo_name":"atlas","priority":3,"submit_time":"2026-11-24T10:00:00",\
      "source_se":"https://a","dest_se":"https://b","user_dn":"/CN=me","finish_time":null,"reason":null}\
      """;
  private static final String FINISHED = JOB.replace("ACTIVE", "FINISHED");
  private static final String FILES =
      """
      [{"file_id":1,"file_state":"FINISHED","filesize":2000,"source_surl":"https://a/1","dest_surl":"https://b/1"},
       {"file_id":2,"file_state":"FAILED","filesize":10,"source_surl":"https://a/2","dest_surl":"https://b/2",\
      "checksum":"ADLER32:1","reason":"bad \\u001b[31mdisk"}]\
      """;

  private CannedServer server;

  @TempDir private Path home;

  @BeforeEach
  void start() throws IOException {
    server = new CannedServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Transcript tern(String... words) {
    return Transcript.of(server, words);
  }

  @Test
  void statusIsATableOfTheFieldsMostWanted() {
    server.on("GET /jobs/6f1", 200, JOB);

    assertThat(tern("status", "6f1"))
        .isEqualTo(
            new Transcript(
                0,
                """
                JOB_ID  JOB_STATE  VO_NAME  PRIORITY  SUBMIT_TIME          SOURCE_SE  DEST_SE
                6f1     ACTIVE     atlas    3         2026-11-24T10:00:00  https://a  https://b
                """,
                ""));
  }

  @Test
  void noControlCharacterOfAStorageReachesTheTerminal() {
    server.on("GET /jobs/6f1/files", 200, FILES);

    assertThat(tern("status", "--files", "6f1").out())
        .contains("bad ?[31mdisk")
        .doesNotContain("\033");
  }

  @Test
  void submitSendsAJobFileAsItIs() throws IOException {
    Path file = home.resolve("jobs.json");
    String job =
        "{\"files\":[{\"sources\":[\"a\"],\"destinations\":[\"b\"]}],\"params\":{\"id\":1}}";
    Files.writeString(file, "[" + job + "," + job + "]");
    server
        .on("POST /jobs", 200, "{\"job_id\":\"6f1\"}")
        .on("POST /jobs", 200, "{\"job_id\":\"6f2\"}");

    assertThat(tern("submit", "--file", file.toString()))
        .isEqualTo(new Transcript(0, "6f1\n6f2\n", ""));
    assertThat(server.asked()).containsExactly("POST /jobs " + job, "POST /jobs " + job);
  }

  @Test
  void aJobFileThatCannotBeReadIsNamed() throws IOException {
    Path none = home.resolve("none.json");
    Path broken = Files.writeString(home.resolve("broken.json"), "{\n  \"files\": <");

    assertThat(tern("submit", "--file", none.toString()))
        .isEqualTo(new Transcript(2, "", "tern: job file: " + none + " (cannot be read)\n"));
    assertThat(tern("submit", "--file", broken.toString()).err())
        .startsWith("tern: " + broken + ": no JSON in line 2, column 12: Unexpected character")
        .hasLineCount(1);
    assertThat(server.asked()).isEmpty();
  }

  /** The second spelling that {@code fts-rest-transfer-submit --file} reads. */
  @Test
  void submitKnowsTheOtherSpellingOfFts() throws IOException {
    Path file = home.resolve("bulk.json");
    Files.writeString(file, "{\"Files\":[{\"sources\":[\"a\"],\"destinations\":[\"b\"]}]}");
    server.on("POST /jobs", 200, "{\"job_id\":\"6f1\"}");

    assertThat(tern("submit", "--file", file.toString()).exit()).isZero();
    assertThat(server.asked())
        .containsExactly("POST /jobs {\"files\":[{\"sources\":[\"a\"],\"destinations\":[\"b\"]}]}");
  }

  /** As Rucio's FTS3 transfertool sends it. */
  @Test
  void aJobOfRucioFromStandardInputIsSentAsItIs() {
    String job =
        """
        {"files":[{"sources":["davs://a/f"],"destinations":["davs://b/f"],"metadata":{"request_id":"1",\
        "scope":"data","name":"f","request_type":"transfer"},"filesize":7,"checksum":"adler32:1",\
        "selection_strategy":"auto","activity":"User Subscriptions"}],"params":{"verify_checksum":"both",\
        "copy_pin_lifetime":-1,"bring_online":null,"job_metadata":{"issuer":"rucio"},"overwrite":true,\
        "priority":3}}\
        """;
    server.on("POST /jobs", 200, "{\"job_id\":\"6f1\"}");
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream((job + "\n" + job).getBytes(UTF_8)));
    try {
      assertThat(tern("submit", "--file", "-")).isEqualTo(new Transcript(0, "6f1\n6f1\n", ""));
    } finally {
      System.setIn(before);
    }
    assertThat(server.asked()).containsExactly("POST /jobs " + job, "POST /jobs " + job);
  }

  @Test
  void submitOfTwoUrlsIsAJobOfOneFile() {
    server.on("POST /jobs", 200, "{\"job_id\":\"6f1\"}");

    assertThat(
            tern("submit", "https://a/f", "https://b/f", "--checksum", "ADLER32:1", "--retry", "2"))
        .isEqualTo(new Transcript(0, "6f1\n", ""));
    assertThat(server.asked())
        .containsExactly(
            "POST /jobs {\"files\":[{\"sources\":[\"https://a/f\"],\"destinations\":[\"https://b/f\"],"
                + "\"checksum\":\"ADLER32:1\"}],\"params\":{\"verify_checksum\":\"both\",\"retry\":2,"
                + "\"overwrite\":false}}");
  }

  @Test
  void watchPrintsALineAChangeAndEndsAsTheJobDid() {
    server
        .on("GET /jobs/6f1", 200, JOB)
        .on("GET /jobs/6f1", 200, JOB.replace("ACTIVE", "FINISHEDDIRTY"))
        .on("GET /jobs/6f1/files", 200, FILES.replace("FAILED", "ACTIVE"))
        .on("GET /jobs/6f1/files", 200, FILES);

    assertThat(tern("watch", "--interval", "0.1", "6f1"))
        .isEqualTo(
            new Transcript(
                4,
                """
                ACTIVE 1/2 files {ACTIVE=1, FINISHED=1} 2.0 kB
                FINISHEDDIRTY 2/2 files {FAILED=1, FINISHED=1} 2.0 kB
                """,
                ""));
  }

  @Test
  void exitCodesSayHowAJobEnded() {
    assertThat(watch("FINISHED")).isZero();
    assertThat(watch("FAILED")).isEqualTo(3);
    assertThat(watch("CANCELED")).isEqualTo(5);
  }

  private int watch(String state) {
    String job = state.toLowerCase(Locale.ROOT);
    server
        .on("GET /jobs/" + job, 200, JOB.replace("ACTIVE", state))
        .on("GET /jobs/" + job + "/files", 200, "[]");
    return tern("watch", job).exit();
  }

  @Test
  void aWatchGivesUpAfterItsTime() {
    server.on("GET /jobs/6f1", 200, JOB).on("GET /jobs/6f1/files", 200, "[]");

    assertThat(tern("watch", "--timeout", "1", "--interval", "0.1", "6f1").exit()).isEqualTo(6);
  }

  @Test
  void troubleIsOneLineWithItsOwnExitCode() {
    server.on("GET /jobs/secret", 403, "{\"status\":\"403 Forbidden\",\"message\":\"Not yours\"}");

    assertThat(tern("status", "none"))
        .isEqualTo(new Transcript(8, "", "tern: 404: no such thing\n"));
    assertThat(tern("status", "secret")).isEqualTo(new Transcript(7, "", "tern: 403: Not yours\n"));
    assertThat(tern("priority", "6f1", "9"))
        .isEqualTo(new Transcript(2, "", "tern: priority: 9 (expected: 1 to 5)\n"));
    assertThat(tern("status").exit()).isEqualTo(2);
    server.close();
    assertThat(tern("status", "6f1").exit()).isEqualTo(1);
  }

  @Test
  void retrySubmitsOnlyWhatFailed() {
    server
        .on("GET /jobs/6f1", 200, FINISHED)
        .on("GET /jobs/6f1/files", 200, FILES)
        .on("POST /jobs", 200, "{\"job_id\":\"7a0\"}");

    assertThat(tern("retry", "6f1")).isEqualTo(new Transcript(0, "7a0\n", ""));
    assertThat(server.asked())
        .last()
        .isEqualTo(
            "POST /jobs {\"files\":[{\"sources\":[\"https://a/2\"],\"destinations\":[\"https://b/2\"],"
                + "\"checksum\":\"ADLER32:1\"}],\"params\":{\"priority\":3}}");
  }

  @Test
  void explainPrintsASentenceALine() {
    server.on(
        "GET /api/v1/transfers/7/explain",
        200,
        "{\"id\":7,\"reasons\":[{\"code\":\"ban\",\"sentence\":\"Storage https://a is banned.\"},"
            + "{\"code\":\"share\",\"sentence\":\"It is next.\"}]}");

    assertThat(tern("explain", "7"))
        .isEqualTo(
            new Transcript(
                0,
                "CODE   SENTENCE\nban    Storage https://a is banned.\nshare  It is next.\n",
                ""));
  }

  @Test
  void explainOfALinkShowsItsLimitsAboveTheSentences() {
    server.on(
        "GET /api/v1/links/explain?source=davs%3A%2F%2Fa&destination=davs%3A%2F%2Fb",
        200,
        """
        {"source":"davs://a","destination":"davs://b","limits":[
         {"kind":"inbound","active":16,"waiting":40,"places":16,"floor":0,"window":16,"ceiling":100000,"binds":true},
         {"kind":"link","active":3,"waiting":7,"places":100000,"floor":0,"window":null,"ceiling":100000,"binds":false}],
         "reasons":[{"code":"demand","sentence":"3 run and 7 wait."}]}\
        """);

    assertThat(tern("explain", "davs://a", "davs://b"))
        .isEqualTo(
            new Transcript(
                0,
                """
                KIND     ACTIVE  WAITING  PLACES  FLOOR  WINDOW  CEILING  BINDS
                inbound  16      40       16      0      16      100000   true
                link     3       7        100000  0      -       100000   false

                CODE    SENTENCE
                demand  3 run and 7 wait.
                """,
                ""));
    assertThat(tern("explain", "-o", "csv", "davs://a", "davs://b").out())
        .isEqualTo("code,sentence\ndemand,3 run and 7 wait.\n");
  }

  @Test
  void explainOfAStorageAsksForItByName() {
    server.on(
        "GET /api/v1/storages/explain?storage=davs%3A%2F%2Fa",
        200,
        "{\"storage\":\"davs://a\",\"limits\":[],"
            + "\"reasons\":[{\"code\":\"idle\",\"sentence\":\"Nothing waits.\"}]}");

    assertThat(tern("explain", "davs://a"))
        .isEqualTo(new Transcript(0, "CODE  SENTENCE\nidle  Nothing waits.\n", ""));
    assertThat(tern("explain").exit()).isEqualTo(2);
    assertThat(tern("explain", "a", "b", "c").exit()).isEqualTo(2);
  }

  @Test
  void cancelPriorityAndBanAskForWhatTheySay() {
    server
        .on("DELETE /jobs/6f1", 200, JOB.replace("ACTIVE", "CANCELED"))
        .on("POST /jobs/6f1", 200, JOB)
        .on("GET /jobs/6f1", 200, JOB)
        .on("POST /ban/se", 200, "[]")
        .on("DELETE /ban/se?storage=https%3A%2F%2Fa", 204, "");

    assertThat(tern("cancel", "6f1").out()).contains("CANCELED");
    assertThat(tern("priority", "6f1", "5").exit()).isZero();
    assertThat(tern("ban", "https://a", "--message", "downtime").exit()).isZero();
    assertThat(tern("ban", "https://a", "--lift").exit()).isZero();
    assertThat(server.asked())
        .containsExactly(
            "DELETE /jobs/6f1",
            "POST /jobs/6f1 {\"params\":{\"priority\":5}}",
            "GET /jobs/6f1",
            "POST /ban/se {\"storage\":\"https://a\",\"status\":\"wait\",\"message\":\"downtime\"}",
            "DELETE /ban/se?storage=https%3A%2F%2Fa");
  }

  @Test
  void aTokenComesFromAFile() throws IOException {
    Path token = Files.writeString(home.resolve("token"), "abc\n");
    server.on("GET /whoami", 200, "{\"user_dn\":\"/CN=me\"}");

    assertThat(tern("whoami", "--token-file", token.toString()).out())
        .isEqualTo("user_dn              /CN=me\n");
    assertThat(server.asked()).containsExactly("GET /whoami Bearer abc");
    assertThat(tern("whoami", "--token-file", home.resolve("none").toString()).exit()).isEqualTo(2);
  }

  @Test
  void aTokenComesFromStandardInput() {
    server.on("GET /whoami", 200, "{}");
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream("abc\n".getBytes(UTF_8)));
    try {
      assertThat(tern("whoami", "--token-file", "-").exit()).isZero();
    } finally {
      System.setIn(before);
    }
    assertThat(server.asked()).containsExactly("GET /whoami Bearer abc");
  }

  @Test
  void aSubmissionThatIsWaitedForEndsAsItsWorstJob() throws IOException {
    Path file = Files.writeString(home.resolve("jobs"), "{\"n\":1} {\"n\":2}");
    server
        .on("POST /jobs", 200, "{\"job_id\":\"6f1\"}")
        .on("POST /jobs", 200, "{\"job_id\":\"6f2\"}")
        .on("GET /jobs/6f1", 200, FINISHED)
        .on("GET /jobs/6f1/files", 200, "[]")
        .on("GET /jobs/6f2", 200, JOB.replace("ACTIVE", "CANCELED"))
        .on("GET /jobs/6f2/files", 200, "[]");

    assertThat(tern("submit", "--wait", "--file", file.toString()))
        .isEqualTo(
            new Transcript(
                5, "6f1\n6f2\n", "FINISHED 0/0 files {} 0 B\nCANCELED 0/0 files {} 0 B\n"));
  }

  @Test
  void eventsGoOnAfterTheLastThatCame() {
    server
        .on(
            "GET /api/v1/jobs/6f1/events",
            200,
            ": events\n\nid: 7\nevent: state\ndata: {\"n\":1}\n\n")
        .on("GET /api/v1/jobs/6f1/events", 200, "id: 8\nevent: state\ndata: {\"n\":2}\n\n");

    assertThat(tern("events", "--follow", "--most", "2", "6f1"))
        .isEqualTo(new Transcript(0, "{\"n\":1}\n{\"n\":2}\n", ""));
    assertThat(server.asked())
        .containsExactly("GET /api/v1/jobs/6f1/events", "GET /api/v1/jobs/6f1/events after 7");
    assertThat(tern("events").exit()).isEqualTo(2);
    assertThat(tern("events", "none").exit()).isEqualTo(8);
  }

  @Test
  void drainNamesTheNode() {
    server.on("POST /config/drain", 200, "null");

    assertThat(tern("drain", "one").exit()).isZero();
    assertThat(tern("drain", "one", "--undo").exit()).isZero();
    assertThat(server.asked())
        .containsExactly(
            "POST /config/drain {\"hostname\":\"one\",\"drain\":true}",
            "POST /config/drain {\"hostname\":\"one\",\"drain\":false}");
  }

  @Test
  void theCommandLineKnowsOnlyTheWire() {
    classes()
        .that()
        .resideInAPackage("io.tern.cli..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.tern.cli..",
            "java..",
            "javax.net.ssl..",
            "picocli..",
            "com.fasterxml.jackson..",
            "io.prometheus..",
            "org.jspecify..")
        .because("it must work against a server of another version")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.tern.cli"));
  }
}
