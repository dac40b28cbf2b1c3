package io.tern.orchestrator.conformance;

import static io.tern.orchestrator.conformance.Client.job;
import static io.tern.orchestrator.conformance.Client.jobWith;
import static io.tern.orchestrator.conformance.Client.longFile;
import static io.tern.orchestrator.conformance.Client.quickFile;
import static io.tern.orchestrator.conformance.Client.unique;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Section 2: what a submission may say, and what becomes of it. */
@ExtendWith(LiveService.class)
class SubmittingTest {
  private static final String SRC = "'sources':['mock://a.example/f?size=1']";
  private static final String DST = "'destinations':['mock://b.example/f?time=3600']";
  private static final String TAPE = "'destinations':['davs://b.example/f']";

  private final Client client;

  SubmittingTest(Client client) {
    this.client = client;
  }

  private Reply submit(String json) {
    return client.send(Call.post("/jobs", json));
  }

  private static String one(String more) {
    return "{" + SRC + "," + DST + (more.isEmpty() ? "" : "," + more) + "}";
  }

  private JsonNode kept(String params) {
    return client.read(client.submit(jobWith(params, longFile())));
  }

  private JsonNode keptFile(String more) {
    String file = longFile().replace("}", more.isEmpty() ? "}" : "," + more + "}");
    return client.files(client.submit(job(file))).get(0);
  }

  @Test
  void aJobIsAcknowledgedWithItsIdAndReadableAtOnce() {
    Reply reply = submit(job(longFile()));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json()).hasSize(1);
    UUID id = UUID.fromString(reply.text("job_id"));
    assertThat(id.version()).isEqualTo(1);
    assertThat(client.get("/jobs/" + id).status()).isEqualTo(200);
  }

  /** 2.1. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{}                              | 400 | No transfers operations specified",
        "{'params':{}}                   | 400 | No transfers operations specified",
        "{'files':[]}                    | 400 | No valid pairs available",
        "{'files':[],'params':null}      | 400 | Malformed request",
        "{'delete':['mock://a/f']}       | 405 | Deletion jobs are no longer supported by FTS",
        "{'files':'x'}                   | 400 | Malformed request",
        "{'files':['x']}                 | 400 | Malformed request",
        "{'files':[{}]}                  | 400 | Missing parameter: sources",
        "{'files':[{'sources':['mock://a/f']}]} | 400 | Missing parameter: destinations",
        "{'files':[{'sources':'mock://a/f','destinations':['mock://b/f']}]} | 400 | Malformed request",
        "{'files':[{'sources':[1],'destinations':['mock://b/f']}]} | 400 | Malformed request",
        "{'files':[{'sources':[],'destinations':['mock://b/f']}]} | 400 | No valid pairs available",
      })
  void anEnvelopeThatAsksForNothingIsRefused(String json, int status, String message) {
    Reply reply = submit(json);

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.message()).startsWith(message);
  }

  /** 2.2. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/etc/passwd                      | Missing scheme (/etc/passwd)",
        "file:///etc/passwd               | Can not transfer local files (file:///etc/passwd)",
        "gsiftp:/source.es:8446/file      | Missing host (gsiftp:/source.es:8446/file)",
        "gsiftp://source.es:8446/         | Missing path (gsiftp://source.es:8446/)",
        "gsiftp://source.es               | Missing path (gsiftp://source.es)",
      })
  void badUrlsAreNamedInFtsWords(String url, String message) {
    Reply source = submit("{'files':[{'sources':['" + url + "']," + DST + "}]}");
    Reply destination = submit("{'files':[{" + SRC + ",'destinations':['" + url + "']}]}");

    assertThat(source.status()).isEqualTo(400);
    assertThat(source.message()).isEqualTo("Invalid value within the request: " + message);
    assertThat(destination.message()).isEqualTo("Invalid value within the request: " + message);
  }

  /** 2.2. */
  @Test
  @Proves("C10")
  void aStorageIsSchemeAndHostAndUrlsStayAsGiven() {
    String id =
        client.submit(
            "{'files':[{'sources':[' root://Host.EXAMPLE:1094//a/f?x=1 '],"
                + "'destinations':['davs://b.example:443/f']}]}");

    JsonNode file = client.files(id).get(0);

    assertThat(file.path("source_se").asText()).isEqualTo("root://host.example");
    assertThat(file.path("dest_se").asText()).isEqualTo("davs://b.example");
    assertThat(file.path("source_surl").asText()).isEqualTo("root://Host.EXAMPLE:1094//a/f?x=1");
    assertThat(client.read(id).path("dest_se").asText()).isEqualTo("davs://b.example");
  }

  /** 2.2: a port makes no other storage, a scheme does. */
  @ParameterizedTest
  @CsvSource({
    "davs://H.example:443/f, davs://h.example:8443/g, davs://h.example",
    "davs://h.example/f, https://h.example/g, null",
    "https://h.example/f, https://h.example.org/g, null",
  })
  @Proves("C10")
  void portsMakeNoOtherStorage(String one, String other, String storage) {
    String file = "{'sources':['%s']," + DST + "}";

    String id = client.submit(job(file.formatted(one), file.formatted(other)));

    assertThat(client.read(id).path("source_se").asText()).isEqualTo(storage);
  }

  @Test
  void storagesThatDifferMakeTheJobsNull() {
    String other = "{'sources':['mock://c.example/f?size=1']," + DST.replace("f?", "g?") + "}";
    JsonNode job = client.read(client.submit(job(one(""), other)));

    assertThat(job.path("source_se").isNull()).isTrue();
    assertThat(job.path("dest_se").asText()).isEqualTo("mock://b.example");
  }

  /** 2.3. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'scitag':64      | Invalid value within the request: Invalid SciTag value: 64 (not in [65, 65535] range)",
        "'scitag':65536   | Invalid value within the request: Invalid SciTag value: 65536 (not in [65, 65535] range)",
        "'scitag':'x'     | Invalid value within the request: Invalid SciTag value: x. Must be an integer in the [65, 65535] range!",
        "'metadata':5     | Invalid value within the request: Metadata neither JSON nor String",
        "'metadata':[1]   | Invalid value within the request: Metadata neither JSON nor String",
        "'staging_metadata':'x' | Invalid value within the request: Staging metadata not in JSON format",
        "'archive_metadata':'x' | Invalid value within the request: Archive metadata not in JSON format",
        "'selection_strategy':'best' | best algorithm is not supported by Scheduler",
        "'filesize':'big' | Invalid value within the request: filesize",
      })
  void badMembersOfAFileAreRefused(String member, String message) {
    Reply reply = submit(job(one(member)));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.message()).startsWith(message);
  }

  /** 2.3. */
  @Test
  void membersOfAFileAreShownAgain() {
    JsonNode file =
        keptFile(
            "'filesize':1024,'checksum':'ADLER32:0a1b2c3d','metadata':{'a':[1,{'b':null}]},"
                + "'staging_metadata':{'s':1},'archive_metadata':{'t':2},'activity':'Express',"
                + "'selection_strategy':'orderly','scitag':65,'unknown':{'x':[1]}");

    assertThat(file.path("user_filesize").asLong()).isEqualTo(1024);
    assertThat(file.path("checksum").asText()).isEqualTo("ADLER32:0a1b2c3d");
    assertThat(file.path("file_metadata").toString()).isEqualTo("{\"a\":[1,{\"b\":null}]}");
    assertThat(file.path("staging_metadata").toString()).isEqualTo("{\"s\":1}");
    assertThat(file.path("archive_metadata").toString()).isEqualTo("{\"t\":2}");
    assertThat(file.path("activity").asText()).isEqualTo("Express");
    assertThat(file.path("selection_strategy").asText()).isEqualTo("orderly");
    assertThat(file.path("scitag").asInt()).isEqualTo(65);
  }

  /** 2.3. */
  @Test
  void membersOfAFileHaveDefaults() {
    JsonNode file = keptFile("");

    assertThat(file.path("checksum").asText()).isEqualTo("ADLER32");
    assertThat(file.path("activity").asText()).isEqualTo("default");
    assertThat(file.path("selection_strategy").asText()).isEqualTo("auto");
    assertThat(file.path("file_metadata").isNull()).isTrue();
    assertThat(file.path("scitag").isNull()).isTrue();
  }

  @Test
  void aTextAsMetadataIsALabel() {
    assertThat(keptFile("'metadata':'mine'").path("file_metadata").toString())
        .isEqualTo("{\"label\":\"mine\"}");
    assertThat(kept("'job_metadata':'mine'").path("job_metadata").toString())
        .isEqualTo("{\"label\":\"mine\",\"auth_method\":\"" + client.method() + "\"}");
  }

  @ParameterizedTest
  @CsvSource({"metadata,4096", "staging_metadata,1024", "archive_metadata,1024"})
  void metadataOfAFileHasALimit(String name, int limit) {
    Reply reply = submit(job(one("'" + name + "':{'x':'" + "y".repeat(limit) + "'}")));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.message())
        .isEqualTo("Job Submission Refused, metadata exceeds size limit of " + limit);
  }

  @Test
  void metadataOfAJobHasALimit() {
    Reply reply = submit(jobWith("'job_metadata':{'x':'" + "y".repeat(2048) + "'}", one("")));

    assertThat(reply.message())
        .isEqualTo("Job Submission Refused, metadata exceeds size limit of 2048");
  }

  /** 2.4. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'priority':null          | priority          | 3",
        "'priority':0             | priority          | 1",
        "'priority':9             | priority          | 5",
        "'priority':'4'           | priority          | 4",
        "'retry':-1               | retry             | -1",
        "'retry':'3'              | retry             | 3",
        "'retry_delay':60         | retry_delay       | 60",
        "'bring_online':'soon'    | bring_online      | -1",
        "'copy_pin_lifetime':null | copy_pin_lifetime | -1",
        "'archive_timeout':0      | archive_timeout   | 0",
        "'dst_file_report':true   | dst_file_report   | true",
        "'dst_file_report':'Y'    | dst_file_report   | true",
        "'dst_file_report':'N'    | dst_file_report   | false",
        "'verify_checksum':'both' | verify_checksum   | b",
        "'verify_checksum':'s'    | verify_checksum   | s",
        "'verify_checksum':'target' | verify_checksum | t",
        "'verify_checksum':'none' | verify_checksum   | n",
        "'verify_checksum':true   | verify_checksum   | b",
        "'verify_checksum':false  | verify_checksum   | n",
        "'overwrite':true         | overwrite_flag    | Y",
        "'overwrite':false        | overwrite_flag    | null",
        "'overwrite':'N'          | overwrite_flag    | null",
        "'overwrite_on_retry':true| overwrite_flag    | R",
        "'multihop':true,'overwrite_hop':true | overwrite_flag | M",
        "'source_spacetoken':'HOT'| source_spacetoken | HOT",
        "'destination_spacetoken':'COLD' | destination_spacetoken | COLD",
        "'source_spacetoken':''   | source_spacetoken | null",
        "'multihop':true          | job_type          | H",
        "'reuse':true             | job_type          | Y",
        "'reuse':'Y'              | job_type          | Y",
        "'reuse':null             | job_type          | N",
        "'max_time_in_queue':0    | max_time_in_queue | null",
        "'gridftp':'x','credential':'y','account':1 | job_type | N",
        "'nostreams':2,'timeout':30,'buffer_size':9 | internal_job_params | nostreams:2,timeout:30,buffersize:9",
        "'strict_copy':true,'disable_cleanup':true,'ipv4':true,'ipv6':true | internal_job_params | strict,disable-cleanup,ipv4",
        "'ipv6':true,'s3alternate':true | internal_job_params | ipv6,s3alternate",
      })
  void paramsAreConvertedAsFtsDoes(String params, String key, String value) {
    assertThat(kept(params).path(key).asText()).isEqualTo(value);
  }

  /** 2.4. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'priority':'high'          | Invalid value within the request",
        "'retry':'often'            | Invalid value within the request",
        "'timeout':'x'              | Invalid value within the request",
        "'nostreams':[1]            | Invalid value within the request",
        "'max_time_in_queue':'soon' | Invalid value within the request",
        "'verify_checksum':'perhaps'| Invalid value within the request",
        "'id_generator':'deterministic' | Need sid for deterministic job id generation",
        "'overwrite':true,'overwrite_on_retry':true | Incompatible overwrite flags used at the same time",
        "'overwrite':true,'multihop':true,'overwrite_hop':true | Incompatible overwrite flags used at the same time",
        "'overwrite_hop':true       | 'overwrite-hop' requires multihop job submission",
        "'overwrite_when_only_on_disk':true | 'overwrite-when-only-on-disk' requires 'archive-timeout' to be set",
      })
  void paramsThatContradictAreRefused(String params, String message) {
    Reply reply = submit(jobWith(params, one("")));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.message()).startsWith(message);
  }

  /** 2.4. */
  @ParameterizedTest
  @CsvSource({
    "1,3600",
    "'''2''',7200",
    "'''90s''',90",
    "'''5m''',300",
    "'''2h''',7200",
    "'''1d''',86400"
  })
  void timeInQueueIsAnAbsoluteSecond(String given, long seconds) {
    long now = Instant.now().getEpochSecond();

    long kept = kept("'max_time_in_queue':" + given).path("max_time_in_queue").asLong();

    assertThat(kept - now - seconds).isBetween(-1L, 60L);
  }

  @Test
  void jobMetadataAlwaysTellsHowTheUserWasTold() {
    assertThat(kept("").path("job_metadata").toString())
        .isEqualTo("{\"auth_method\":\"" + client.method() + "\"}");
    assertThat(kept("'job_metadata':{'issuer':'rucio','multi_sources':false}").path("job_metadata"))
        .hasSize(3);
  }

  /** 2.5. */
  @Test
  void kindsContradictOneAnother() {
    String replicas = "{'sources':['mock://a/f','mock://b/f']," + DST + "}";

    assertThat(submit(job(replicas, one(""))).message())
        .isEqualTo("Multiple replica jobs must only have one unique file");
    assertThat(submit(jobWith("'multihop':true", replicas)).message())
        .isEqualTo(
            "Can not request multiple replica job together with multihop or session reuse at the"
                + " same time");
    assertThat(
            submit(jobWith("'reuse':true", one(""), one("").replace("a.example", "c"))).message())
        .isEqualTo(
            "Reuse jobs must only contain transfers for the same source ad destination storage");
  }

  /** 2.5. */
  @Test
  void replicasShareTheirIndexAndOneOfThemGoesFirst() {
    String file =
        "{'sources':['mock://a.example/f?size=1','mock://c.example/f?size=1']," + DST + "}";

    String id = client.submit(job(file.replace("/f?time", "/" + unique() + "?time")));

    assertThat(client.read(id).path("job_type").asText()).isEqualTo("R");
    assertThat(client.files(id)).hasSize(2).allMatch(one -> one.path("file_index").asInt() == 0);
    assertThat(client.files(id))
        .filteredOn(one -> one.path("file_state").asText().equals("NOT_USED"))
        .hasSize(1);
  }

  /** 2.5. */
  @Test
  void whatIsOnTapeIsStagedFirst() {
    JsonNode job = kept("'bring_online':3600,'copy_pin_lifetime':3600");

    assertThat(job.path("bring_online").asInt()).isEqualTo(3600);
    assertThat(job.path("copy_pin_lifetime").asInt()).isEqualTo(3600);
  }

  /** 2.6. */
  @Test
  void overwritingWhatIsOnDiskOnlyNeedsATapeInterface() {
    String flags = "'overwrite_when_only_on_disk':true,'archive_timeout':3600";
    String tape = "{'sources':['davs://a.example/f']," + TAPE + "}";
    String none = "{'sources':['davs://a.example/f'],'destinations':['root://b.example/f']}";

    Reply refused = submit(jobWith(flags, none));
    String onDisk = client.submit(jobWith(flags, tape));
    String onHops = client.submit(jobWith(flags + ",'multihop':true,'overwrite_hop':true", tape));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.message()).contains("HTTPs endpoint (Tape REST API required)");
    assertThat(client.read(onDisk).path("overwrite_flag").asText()).isEqualTo("D");
    assertThat(client.read(onHops).path("overwrite_flag").asText()).isEqualTo("Q");
  }

  /** 2.7. */
  @Test
  void aChecksumAloneMeansThatTheTargetIsChecked() {
    String id = client.submit(job(longFile().replace("}", ",'checksum':'ADLER32'}")));

    assertThat(client.read(id).path("verify_checksum").asText()).isEqualTo("t");
  }

  /** 2.8. */
  @Test
  @Proves("C11")
  void aDeterministicIdFollowsFromTheVoAndExistsOnce() {
    String sid = "sid-" + unique();
    String json = jobWith("'id_generator':'deterministic','sid':'" + sid + "'", longFile());
    String vo = client.get("/whoami").json().path("vos_id").get(0).asText();

    Reply first = submit(json);
    Reply second = submit(json);
    String ofAnotherVo = client.submit(json, Who.BOB);

    assertThat(first.text("job_id")).isEqualTo(NamedId.of(UUID.fromString(vo), sid).toString());
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.message()).isEqualTo("The sid provided by the user is duplicated");
    assertThat(ofAnotherVo).isNotEqualTo(first.text("job_id"));
  }

  @Test
  void nobodySubmits() {
    assertThat(client.send(Call.post("/jobs", job(quickFile())).as(Who.NOBODY)).status())
        .isEqualTo(403);
  }
}
