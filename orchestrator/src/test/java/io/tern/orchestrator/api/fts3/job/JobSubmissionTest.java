package io.tern.orchestrator.api.fts3.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tern.job.DestinationHash;
import io.tern.orchestrator.api.Service;
import io.tern.orchestrator.api.Service.Answer;
import io.tern.orchestrator.journal.wire.Part;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** FTS REST, section 2: what submissions become. */
class JobSubmissionTest {
  private static final String FILE =
      "{'sources': ['https://src.cern.ch/a'], 'destinations': ['https://dst.cern.ch:443/b']}";

  private Service service;

  @BeforeEach
  void start() {
    service = new Service();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private static String job(String files, String params) {
    return "{'files': [" + files + "], 'params': {" + params + "}}";
  }

  private JsonNode accepted(String body) {
    Answer answer = service.submit(body);
    assertThat(answer.raw().body()).startsWith("{\"job_id\":");
    assertThat(answer.status()).isEqualTo(200);
    return service.get("/jobs/" + answer.json().path("job_id").asText()).json();
  }

  private String refused(int status, String body) {
    Answer answer = service.submit(body);
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(status);
    assertThat(service.jobs.jobs()).isEmpty();
    return answer.message();
  }

  private static String fileWith(String member) {
    return FILE.substring(0, FILE.length() - 1) + ", " + member + "}";
  }

  /** 2.1, 2.4: the defaults. */
  @Test
  void aJobOfOneFileIsOnePartAndShowsTheDefaults() {
    JsonNode job = accepted("{'files': [" + FILE + "]}");

    assertThat(service.jobs.parts()).hasSize(1);
    assertThat(UUID.fromString(job.path("job_id").asText()).version()).isEqualTo(1);
    assertThat(job.path("job_state").asText()).isEqualTo("SUBMITTED");
    assertThat(job.path("job_type").asText()).isEqualTo("N");
    assertThat(job.path("source_se").asText()).isEqualTo("https://src.cern.ch");
    assertThat(job.path("dest_se").asText()).isEqualTo("https://dst.cern.ch");
    assertThat(job.path("vo_name").asText()).isEqualTo("cms");
    assertThat(job.path("user_dn").asText()).isEqualTo(Service.ALICE);
    assertThat(job.path("submit_host").asText()).isEqualTo("node-1");
    assertThat(job.path("priority").asInt()).isEqualTo(3);
    assertThat(job.path("verify_checksum").asText()).isEqualTo("n");
    assertThat(job.path("bring_online").asInt()).isEqualTo(-1);
    assertThat(job.path("copy_pin_lifetime").asInt()).isEqualTo(-1);
    assertThat(job.path("archive_timeout").asInt()).isEqualTo(-1);
    assertThat(job.path("max_time_in_queue").isNull()).isTrue();
    assertThat(job.path("overwrite_flag").isNull()).isTrue();
    assertThat(job.path("internal_job_params").isNull()).isTrue();
    assertThat(job.path("job_metadata").path("auth_method").asText()).isEqualTo("certificate");
  }

  /** Part: columns, count and digest are what the coordinator needs. */
  @Test
  void theLastPartTellsCountAndDigest() {
    accepted(
        job(
            FILE
                + ", {'sources': ['root://s2/x'], 'destinations': ['davs://d2/y'],"
                + " 'activity': 'Prod', 'filesize': 1024}",
            ""));

    Part part = service.jobs.parts().getFirst();
    long first = DestinationHash.of("https://dst.cern.ch:443/b");
    long second = DestinationHash.of("davs://d2/y");
    assertThat(part.getTransfers()).isEqualTo(2);
    assertThat(part.getParts()).isEqualTo(1);
    assertThat(part.getDestinationHashList()).containsExactly(first, second);
    assertThat(part.getDigest())
        .isEqualTo(DestinationHash.digest(DestinationHash.digest(0, first), second));
    assertThat(part.getStorageList())
        .containsExactly("https://src.cern.ch", "https://dst.cern.ch", "root://s2", "davs://d2");
    assertThat(part.getActivityList()).containsExactly("default", "Prod");
    assertThat(part.getSizeList()).containsExactly(0L, 1024L);
    assertThat(part.getFileIndexList()).containsExactly(0, 1);
  }

  /** 1.2: PUT submits too, with any content type (1.1). */
  @Test
  void putSubmitsWithAnyContentType() {
    Answer answer =
        service.send(
            service
                .request("//jobs")
                .header("Content-Type", "text/plain")
                .PUT(BodyPublishers.ofString(job(FILE, "").replace('\'', '"'))));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("job_id").asText()).hasSize(36);
  }

  /** 2: either order of the two members. */
  @Test
  void paramsMayComeBeforeFiles() {
    JsonNode job = accepted("{'params': {'priority': 5, 'retry': -1}, 'files': [" + FILE + "]}");

    assertThat(job.path("priority").asInt()).isEqualTo(5);
    assertThat(job.path("retry").asInt()).isEqualTo(-1);
  }

  /** 2.1 and 2.2: the texts that FTS's own suite asserts. */
  @ParameterizedTest
  @CsvSource({
    "/etc/passwd, Missing scheme (/etc/passwd)",
    "file:///etc/passwd, Can not transfer local files (file:///etc/passwd)",
    "gsiftp:/source.es:8446/file, Missing host (gsiftp:/source.es:8446/file)",
    "gsiftp://source.es:8446/, Missing path (gsiftp://source.es:8446/)",
    "https://h, Missing path (https://h)",
    "https:///path, Missing host (https:///path)",
    "https://good@evil\\@h/path, User name or password in a URL (expected: none)",
  })
  void aBadUrlIsNamed(String url, String message) {
    String entry =
        "{'sources': ['" + url.replace("\\", "\\\\") + "'], 'destinations': ['https://d/b']}";

    assertThat(refused(400, job(entry, "")))
        .isEqualTo("Invalid value within the request: " + message);
  }

  /** 2.2: a root path with a query is a path. */
  @Test
  void aQueryMakesARootPathAPath() {
    accepted(job("{'sources': ['mock://h/?size=1'], 'destinations': ['  mock://d/b  ']}", ""));

    assertThat(service.jobs.transfers(service.jobs.onlyJob()).getFirst().text().getDestinationUrl())
        .isEqualTo("mock://d/b");
  }

  /** 2.1: the table of errors. */
  @Test
  void anEnvelopeWithoutTransfersIsRefusedInFtsWords() {
    assertThat(refused(400, "{}")).isEqualTo("No transfers operations specified");
    assertThat(refused(400, "{'files': []}")).isEqualTo("No valid pairs available");
    assertThat(refused(400, job("{'sources': [], 'destinations': ['https://d/b']}", "")))
        .isEqualTo("No valid pairs available");
    assertThat(refused(405, "{'delete': ['https://d/b']}"))
        .isEqualTo("Deletion jobs are no longer supported by FTS");
    assertThat(refused(400, job("{'destinations': ['https://d/b']}", "")))
        .isEqualTo("Missing parameter: sources");
    assertThat(refused(400, job("{'sources': 'https://s/a'}", ""))).startsWith("Malformed request");
    assertThat(refused(400, "{'files': [" + FILE + "], 'params': null}"))
        .startsWith("Malformed request");
    assertThat(refused(400, job("'https://s/a'", ""))).startsWith("Malformed request");
  }

  /** 1.1: bodies that are no JSON object. */
  @Test
  void bodiesThatAreNoObjectAreRefused() {
    assertThat(refused(400, "[1]")).isEqualTo("Expecting a dictionary");
    assertThat(refused(400, "{'files': [}")).startsWith("Badly formatted JSON request");
    assertThat(refused(400, "{'files': [")).startsWith("Badly formatted JSON request");
    assertThat(refused(400, "")).startsWith("Badly formatted JSON request");
    assertThat(refused(400, job(FILE, "") + " {}")).startsWith("Badly formatted JSON request");
    assertThat(refused(400, "{'files': [" + FILE + "], 'files': [" + FILE + "]}"))
        .startsWith("Badly formatted JSON request")
        .contains("files");
  }

  /** 1.1: content types. */
  @Test
  void theContentTypeSaysHowTheBodyIsWritten() {
    String encoded = job(FILE, "").replace("'", "%22").replace("{", "%7b").replace(" ", "%20");
    Answer percent =
        service.send(
            service
                .request("/jobs")
                .header("Content-Type", "application/json, application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(encoded)));
    Answer other =
        service.send(
            service
                .request("/jobs")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{}")));

    assertThat(percent.status()).as(percent.raw().body()).isEqualTo(200);
    assertThat(other.status()).isEqualTo(400);
    assertThat(other.message())
        .isEqualTo("Expecting application/json or application/x-www-form-urlencoded");
  }

  /** 2.1, 6.3: nobody in particular may not submit. */
  @Test
  void anAnonymousCallerIsForbidden() {
    Answer answer =
        service.send(
            service
                .anonymous("/jobs")
                .header("Content-Type", Service.JSON)
                .POST(BodyPublishers.ofString("{}")));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.json().path("status").asText()).isEqualTo("403 Forbidden");
  }

  /** 2.4: priorities are clamped, null takes the default. */
  @ParameterizedTest
  @CsvSource({"0, 1", "-7, 1", "4, 4", "99, 5", "'''5''', 5", "null, 3"})
  void priorityIsClamped(String given, int kept) {
    assertThat(accepted(job(FILE, "'priority': " + given)).path("priority").asInt())
        .isEqualTo(kept);
  }

  /** 2.4: numbers that are none. */
  @Test
  void integersThatAreNoneAreRefusedOrOff() {
    assertThat(refused(400, job(FILE, "'retry': 'many'")))
        .isEqualTo(
            "Invalid value within the request: retry: many (expected: an integer of 32 bits)");

    assertThat(accepted(job(FILE, "'bring_online': 'soon'")).path("bring_online").asInt())
        .isEqualTo(-1);
  }

  /** 2.4: max_time_in_queue. */
  @ParameterizedTest
  @CsvSource({"2, 7200", "'''2h''', 7200", "'''30m''', 1800", "'''90s''', 90", "'''1d''', 86400"})
  void timeInQueueIsHoursOrHasAUnit(String given, long seconds) {
    long before = System.currentTimeMillis() / 1000;

    JsonNode job = accepted(job(FILE, "'max_time_in_queue': " + given));

    assertThat(job.path("max_time_in_queue").asLong())
        .isBetween(before + seconds, System.currentTimeMillis() / 1000 + seconds);
  }

  /** 2.4: internal_job_params packs what the agent reads. */
  @Test
  void transferParametersArePacked() {
    JsonNode job =
        accepted(
            job(
                FILE,
                "'nostreams': 4, 'timeout': 60, 'buffer_size': 1024, 'strict_copy': true,"
                    + " 'disable_cleanup': true, 'ipv4': true, 'ipv6': true, 's3alternate': true"));

    assertThat(job.path("internal_job_params").asText())
        .isEqualTo(
            "nostreams:4,timeout:60,buffersize:1024,strict,disable-cleanup,ipv4,s3alternate");
  }

  /** 2.5: job kinds. */
  @Test
  void kindsFollowFromFilesAndParams() {
    String second =
        "{'sources': ['https://src.cern.ch/c'], 'destinations': ['https://dst.cern.ch/d']}";
    String hop = "{'sources': ['https://dst.cern.ch/b'], 'destinations': ['https://end/b']}";
    String replicas =
        "{'sources': ['https://s1/a', 'https://s2/a'], 'destinations': ['https://d/b']}";

    assertThat(accepted(job(FILE + "," + second, "'reuse': true")).path("job_type").asText())
        .isEqualTo("Y");
    JsonNode hops = accepted(job(FILE + "," + hop, "'multihop': true"));
    assertThat(hops.path("job_type").asText()).isEqualTo("H");
    assertThat(hops.path("source_se").asText()).isEqualTo("https://src.cern.ch");
    assertThat(hops.path("dest_se").asText()).isEqualTo("https://end");
    JsonNode replica = accepted(job(replicas, ""));
    assertThat(replica.path("job_type").asText()).isEqualTo("R");
    assertThat(replica.path("source_se").isNull()).isTrue();
    JsonNode staged = accepted(job(FILE, "'bring_online': 3600"));
    assertThat(staged.path("job_state").asText()).isEqualTo("STAGING");
  }

  /** 2.5: kinds that contradict their files. */
  @Test
  void kindsThatContradictTheirFilesAreRefused() {
    String replicas =
        "{'sources': ['https://s1/a', 'https://s2/a'], 'destinations': ['https://d/b']}";

    assertThat(refused(400, job(replicas + "," + FILE, "")))
        .isEqualTo("Multiple replica jobs must only have one unique file");
    assertThat(refused(400, job(replicas, "'reuse': 'Y'")))
        .startsWith("Can not request multiple replica job together with multihop");
    assertThat(refused(400, job(replicas + "," + FILE, "'multihop': true")))
        .startsWith("Can not request multiple replica job together with multihop");
    assertThat(
            refused(
                400,
                job(
                    FILE + ", {'sources': ['https://o/a'], 'destinations': ['https://d/b']}",
                    "'reuse': true")))
        .startsWith("Reuse jobs must only contain transfers for the same source");
    assertThat(refused(400, job(fileWith("'selection_strategy': 'magic'"), "")))
        .isEqualTo("magic algorithm is not supported by Scheduler");
  }

  /** 2.6: which flags make which letter. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "'overwrite': true | Y",
        "'overwrite_on_retry': true | R",
        "'overwrite_hop': true, 'multihop': true | M",
        "'overwrite_when_only_on_disk': true, 'archive_timeout': 10 | D",
        "'overwrite_when_only_on_disk': true, 'archive_timeout': 10, 'overwrite_hop': true,"
            + " 'multihop': true | Q",
      })
  void overwriteFlagsMakeOneLetter(String params, String letter) {
    assertThat(accepted(job(FILE, params)).path("overwrite_flag").asText()).isEqualTo(letter);
  }

  /** 2.6: which flags go together with nothing. */
  @Test
  void overwriteFlagsThatContradictAreRefused() {
    String root = "{'sources': ['root://s/a'], 'destinations': ['root://d/b']}";

    assertThat(refused(400, job(FILE, "'overwrite': true, 'overwrite_on_retry': true")))
        .isEqualTo("Incompatible overwrite flags used at the same time");
    assertThat(refused(400, job(FILE, "'overwrite_hop': true")))
        .isEqualTo("'overwrite-hop' requires multihop job submission");
    assertThat(refused(400, job(FILE, "'overwrite_when_only_on_disk': true")))
        .isEqualTo("'overwrite-when-only-on-disk' requires 'archive-timeout' to be set");
    assertThat(refused(400, job(root, "'overwrite_when_only_on_disk': true, 'archive_timeout': 9")))
        .contains("HTTPs endpoint (Tape REST API required)");
    assertThat(accepted(job(FILE, "'overwrite': 'N'")).path("overwrite_flag").isNull()).isTrue();
  }

  /** 2.7: verify_checksum. */
  @ParameterizedTest
  @CsvSource({
    "'''both''', b",
    "'''source''', s",
    "'''target''', t",
    "'''none''', n",
    "'''b''', b",
    "true, b",
    "false, t",
    "null, t",
  })
  void checksumModesAreOneLetter(String given, String letter) {
    String file = fileWith("'checksum': 'ADLER32:1234abcd'");

    assertThat(accepted(job(file, "'verify_checksum': " + given)).path("verify_checksum").asText())
        .isEqualTo(letter);
  }

  /** 2.3: metadata of files and jobs. */
  @Test
  void metadataIsAnObjectOrALabel() {
    JsonNode job =
        accepted(
            job(
                fileWith("'metadata': {'a': [1.50, 'x'], 'b': {}}, 'archive_metadata': {'c': 1}"),
                "'job_metadata': {'issuer': 'rucio', 'auth_method': {'forged': [1]}}"));
    JsonNode labelled = accepted(job(fileWith("'metadata': 'mine'"), "'job_metadata': 'ours'"));

    JsonNode file = service.get("/jobs/" + job.path("job_id").asText() + "/files").json().get(0);
    assertThat(file.path("file_metadata").toString()).isEqualTo("{\"a\":[1.5,\"x\"],\"b\":{}}");
    assertThat(file.path("archive_metadata").toString()).isEqualTo("{\"c\":1}");
    assertThat(file.path("staging_metadata").isNull()).isTrue();
    assertThat(job.path("job_metadata").toString())
        .isEqualTo("{\"issuer\":\"rucio\",\"auth_method\":\"certificate\"}");
    assertThat(labelled.path("job_metadata").toString())
        .isEqualTo("{\"label\":\"ours\",\"auth_method\":\"certificate\"}");
  }

  /** 2.3: metadata that is neither, or too large. */
  @Test
  void metadataOfAnotherTypeOrSizeIsRefused() {
    String large = "x".repeat(5000);

    assertThat(refused(400, job(fileWith("'metadata': [1]"), "")))
        .endsWith("Metadata neither JSON nor String");
    assertThat(refused(400, job(FILE, "'job_metadata': 7")))
        .endsWith("Metadata neither JSON nor String");
    assertThat(refused(400, job(fileWith("'staging_metadata': 'x'"), "")))
        .endsWith("Staging metadata not in JSON format");
    assertThat(refused(400, job(fileWith("'archive_metadata': 3"), "")))
        .endsWith("Archive metadata not in JSON format");
    assertThat(refused(400, job(fileWith("'metadata': {'a': '" + large + "'}"), "")))
        .isEqualTo("Job Submission Refused, metadata exceeds size limit of 4096");
    assertThat(refused(400, job(FILE, "'job_metadata': '" + large + "'")))
        .isEqualTo("Job Submission Refused, metadata exceeds size limit of 2048");
  }

  /** 2.3: SciTags. */
  @Test
  void sciTagsHaveARange() {
    assertThat(refused(400, job(fileWith("'scitag': 64"), "")))
        .endsWith("Invalid SciTag value: 64 (not in [65, 65535] range)");
    assertThat(refused(400, job(fileWith("'scitag': 'x'"), "")))
        .endsWith("Invalid SciTag value: x. Must be an integer in the [65, 65535] range!");

    accepted(job(fileWith("'scitag': 65"), ""));

    assertThat(service.jobs.transfers(service.jobs.onlyJob()).getFirst().text().getScitag())
        .isEqualTo(65);
  }

  /** 2.8: deterministic ids, as Rucio computes them. */
  @Test
  void aSeededIdExistsOnce() {
    String body = job(FILE, "'id_generator': 'deterministic', 'sid': 'request-1'");

    Answer first = service.submit(body);
    Answer second = service.submit(body);

    // python: uuid5(uuid5(UUID(base_id), 'cms'), 'request-1')
    assertThat(first.json().path("job_id").asText()).isEqualTo(SEEDED);
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.message()).isEqualTo("The sid provided by the user is duplicated");
  }

  private static final String SEEDED = "ccc68498-cbd8-58f6-87a7-d70bfa492837";

  @Test
  void aSeededIdNeedsASeed() {
    assertThat(refused(400, job(FILE, "'id_generator': 'deterministic'")))
        .isEqualTo("Need sid for deterministic job id generation");
  }

  /** 2.3: sources times destinations share a file index. */
  @Test
  void eachPairIsATransferOfTheSameIndex() {
    accepted(
        job(
            "{'sources': ['https://s1/a', 'https://s2/a'],"
                + " 'destinations': ['https://d1/b', 'https://d2/b']}",
            ""));

    assertThat(service.jobs.transfers(service.jobs.onlyJob()))
        .hasSize(4)
        .allMatch(transfer -> transfer.fileIndex() == 0)
        .extracting(
            transfer -> transfer.text().getSourceUrl() + " " + transfer.destinationStorage())
        .containsExactly(
            "https://s1/a https://d1",
            "https://s1/a https://d2",
            "https://s2/a https://d1",
            "https://s2/a https://d2");
  }

  /** Architecture, rule 1: no acknowledgement without the log. */
  @Test
  void withoutTheLogTheClientIsToldToComeBack() {
    service.jobs.goAway();

    Answer answer = service.submit(job(FILE, ""));

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("7");
  }
}
