package io.tern.orchestrator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tern.orchestrator.StorageSettings;
import io.tern.orchestrator.Tern;
import io.tern.orchestrator.TernSettings;
import io.tern.orchestrator.TestingTern;
import io.tern.orchestrator.conformance.GuardedDoor.Shown;
import io.tern.orchestrator.coordinator.OwnKafka;
import io.tern.orchestrator.security.token.ScriptedIssuer;
import io.tern.storage.Access;
import io.tern.storage.guard.Pace;
import io.tern.storage.s3.S3Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A service that is given a marked secret of each kind, and a storage that repeats what it is
 * shown; every answer is kept.
 */
final class MarkedRun implements AutoCloseable {
  static final String SIGNED = "?authz=QUERY-MARK-77aa";

  private static final String ANYWHERE = "https://wlcg.cern.ch/jwt/v1/any";

  /** What is nowhere in the clear. */
  final Marks marks = new Marks();

  /** What a user wrote into a URL: its job has it, and says it to nobody else. */
  final Marks signed = new Marks();

  final List<String> answers = new ArrayList<>();
  final OwnKafka kafka;
  final EchoStorage storage;
  final ScriptedIssuer issuer = new ScriptedIssuer(System::currentTimeMillis);
  final LogTrap logs;
  final Tern tern;
  private final Path data;
  private final GuardedDoor door;
  private final Client client;

  MarkedRun(Path broker, Path data) throws Exception {
    this.data = data;
    kafka = OwnKafka.start(broker, 20492);
    door = new GuardedDoor(Shown.TOKEN, data);
    door.tokens().forEach(token -> marks.plantToken("a caller's token", token));
    storage = new EchoStorage(door.community().host());
    TernSettings settings = settings();
    logs = new LogTrap(marks, signed);
    tern = Tern.start(settings);
    client = new Client(door, tern.httpPort());
    door.enter(client);
    administer();
    refuse();
    for (String id :
        List.of(withTokens(), withRenewedTokens(), withAProxy(), withKeys(), withASignedUrl())) {
      follow(id);
    }
    unlinkWithKeys();
  }

  private TernSettings settings() throws IOException {
    String secret = "S3-SECRET-MARK-4f7a";
    marks.plant("an S3 key", secret);
    S3Settings.Account account =
        new S3Settings.Account(Optional.of(new Access.Keys("KEYID", secret)), "us-east-1", false);
    TernSettings plain = door.settings(data.resolve("node"));
    StorageSettings storages =
        new StorageSettings(
            plain.storages().web(),
            Optional.of(door.community().authorities()),
            Map.of("127.0.0.1", account),
            Optional.empty(),
            0,
            Pace.of(0));
    return TestingTern.with(plain, kafka.clients().connection(), storages);
  }

  /** What operators give. */
  private void administer() {
    marks.plant("a client's secret", "CLIENT-SECRET-MARK-91c2");
    marks.plant("a cloud's key", "CLOUD-SECRET-MARK-0b3d");
    marks.plant("a cloud's session", "CLOUD-SESSION-MARK-77e0");
    Operator operator = new Operator(client);
    keep(
        operator.post(
            "/config/token_providers",
            "{'name':'p','issuer':'"
                + issuer.url()
                + "','client_id':'tern','client_secret':'CLIENT-SECRET-MARK-91c2'}"));
    keep(operator.post("/config/cloud_storage", "{'cloud_name':'S3:c.example'}"));
    keep(
        operator.post(
            "/config/cloud_storage/S3:c.example",
            "{'vo_name':'cms','access_key':'ID','secret_key':'CLOUD-SECRET-MARK-0b3d',"
                + "'request_token':'CLOUD-SESSION-MARK-77e0'}"));
    for (String page :
        List.of(
            "/config/token_providers",
            "/config/cloud_storage",
            "/config/cloud_storage/S3:c.example",
            "/config/audit")) {
      keep(operator.get(page));
    }
  }

  private String withTokens() {
    String reading = lent("a source's token", "storage.read:/");
    String writing = lent("a destination's token", "storage.create:/ storage.modify:/");
    return submit(
        file("davs", "/bucket", "", "'source_tokens':['%s'],'destination_tokens':['%s']")
            .formatted(reading, writing),
        Who.ALICE);
  }

  private String lent(String name, String scopes) {
    String token = door.community().token("storage-user", ANYWHERE, scopes);
    marks.plantToken(name, token);
    return token;
  }

  /** The storage refuses them, so that others are asked for in their place. */
  private String withRenewedTokens() {
    String scopes = "storage.read:/ storage.create:/ storage.modify:/";
    String refused = issuer.token(scopes, Duration.ofHours(1));
    String other = issuer.token(scopes, Duration.ofHours(1));
    marks.plantToken("a token that is replaced", refused);
    marks.plantToken("a token in its place", other);
    marks.plant("a refresh token", "refresh-token-number");
    issuer.gives(() -> other);
    return submit(
        file("davs", "/shut", "", "'source_tokens':['%s'],'destination_tokens':['%s']")
            .formatted(refused, refused),
        Who.ALICE);
  }

  private String withAProxy() {
    return submit(file("https", "/bucket", "", "'activity':'x'"), Who.ROOT);
  }

  private String withKeys() {
    marks.plant("a presigned URL", "X-Amz-Signature=");
    return submit(file("s3s", "/bucket", "", "'activity':'x'"), Who.ALICE);
  }

  /** The storage refuses it, and repeats the presigned URL. */
  private void unlinkWithKeys() {
    String body = "{\"surl\":\"s3s://" + storage.authority() + "/shut/f\"}";
    Reply refused = client.send(Call.post("/dm/unlink", body).as(Who.ALICE));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body()).contains(EchoStorage.WORDS);
    keep(refused);
  }

  private String withASignedUrl() {
    signed.plant("a signed query", "QUERY-MARK-77aa");
    return submit(file("https", "/bucket", SIGNED, "'activity':'x'"), Who.ROOT);
  }

  /** Refused, with a token in what is wrong. */
  private void refuse() {
    String token = lent("a refused token", "storage.read:/elsewhere");
    Reply refused =
        client.send(
            Call.post(
                    "/jobs", job(file("davs", "/bucket", "", "'source_tokens':['" + token + "']")))
                .as(Who.ALICE));
    assertThat(refused.status()).isEqualTo(400);
    keep(refused);
    keep(
        client.send(Call.get("/whoami").as(Who.NOBODY).header("Authorization", "Bearer " + token)));
  }

  private String file(String scheme, String directory, String query, String more) {
    String origin = scheme + "://" + storage.authority();
    return "{'sources':['%s%s/f%s'],'destinations':['%s/new/f%d'],%s}"
        .formatted(origin, directory, query, origin, Client.unique(), more);
  }

  private static String job(String file) {
    return "{'files':[" + file + "],'params':{'retry':1,'retry_delay':1,'overwrite':true}}";
  }

  private String submit(String file, Who who) {
    return client.submit(job(file), who);
  }

  /** Reads all there is of a job, as its VO's operator may. */
  private void follow(String id) {
    JsonNode unused = client.ended(id);
    String file = client.files(id).get(0).path("file_id").asText();
    for (String page :
        List.of(
            "/jobs/" + id,
            "/jobs/" + id + "/files",
            "/jobs/" + id + "/files/" + file + "/retries",
            "/api/v1/jobs/" + id,
            "/api/v1/jobs/" + id + "/transfers",
            "/api/v1/transfers/" + file + "/explain")) {
      keep(client.send(Call.get(page).as(Who.ROOT)));
    }
  }

  private void keep(Reply reply) {
    answers.add(reply.statusLine() + reply.headers() + reply.body());
  }

  @Override
  public void close() throws Exception {
    tern.close();
    logs.close();
    storage.close();
    issuer.close();
    door.close();
    kafka.close();
  }
}
