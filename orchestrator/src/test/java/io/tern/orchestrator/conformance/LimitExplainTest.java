package io.tern.orchestrator.conformance;

import static io.tern.orchestrator.conformance.Client.file;
import static io.tern.orchestrator.conformance.Client.job;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How links and storages stand (docs/native-api.md). */
@ExtendWith(LiveService.class)
class LimitExplainTest {
  private static final String LINKS = "/api/v1/links/explain";
  private static final String STORAGES = "/api/v1/storages/explain";

  private final Client client;
  private final Operator operator;

  LimitExplainTest(Client client) {
    this.client = client;
    this.operator = new Operator(client);
  }

  private static List<String> codes(Reply reply) {
    List<String> codes = new ArrayList<>();
    reply.json().path("reasons").forEach(reason -> codes.add(reason.path("code").asText()));
    return codes;
  }

  private static String sentences(Reply reply) {
    return String.join("\n", reply.json().path("reasons").findValuesAsText("sentence"));
  }

  private void isAsDescribed(JsonNode shown, String schema) {
    Set<String> keys = new HashSet<>();
    shown.fieldNames().forEachRemaining(keys::add);
    JsonNode required =
        client.get("/openapi.json").json().at("/components/schemas/" + schema + "/required");
    Set<String> described = new HashSet<>();
    required.forEach(key -> described.add(key.asText()));
    assertThat(keys).isEqualTo(described);
  }

  private static String narrow() {
    return file("narrow.example", "n.example", "time=3600");
  }

  @Test
  void theCeilingOfALinkIsTheOneThatBindsAndNamesWhoSetIt() {
    operator.post(
        "/config/links",
        "{'symbolicname':'narrow','source':'mock://narrow.example','destination':'mock://n.example',"
            + "'min_active':1,'max_active':1}");
    String id = client.submit(job(narrow(), narrow(), narrow()));
    String target = LINKS + "?source=mock://narrow.example&destination=mock://n.example";

    Reply reply =
        Awaitility.await("a copy under way")
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> operator.get(target), one -> one.json().at("/limits/2/active").asInt() == 1);

    assertThat(reply.status()).isEqualTo(200);
    isAsDescribed(reply.json(), "LinkExplanation");
    isAsDescribed(reply.json().at("/limits/2"), "Limit");
    assertThat(reply.json().path("limits").findValuesAsText("kind"))
        .containsExactly("inbound", "outbound", "link");
    assertThat(reply.json().path("limits").findValuesAsText("binds"))
        .containsExactly("false", "false", "true");
    assertThat(reply.json().at("/limits/2/window").isNull()).isTrue();
    assertThat(codes(reply))
        .containsExactly(
            "demand", "link-ceiling", "no-window", "no-window", "no-window", "link-rule");
    assertThat(sentences(reply))
        .contains(
            "1 of 1 places on link mock://narrow.example -> mock://n.example are taken or kept: the"
                + " most that operators allow.",
            Who.ROOT.dn + " lets 1 to 1 copies run at once by rule narrow ");
    client.send(Call.delete("/jobs/" + id));
    operator.delete("/config/links/narrow");
  }

  @Test
  void aStorageTellsBothItsSidesAndItsBan() {
    operator.post(
        "/ban/se", "{'storage':'davs://down.example','status':'wait','message':'broken disks'}");
    operator.post("/config/se", "{'davs://down.example':{'se_info':{'inbound_max_active':7}}}");

    Reply reply = operator.get(STORAGES + "?storage=davs://DOWN.example:443/some/file");

    assertThat(reply.status()).isEqualTo(200);
    isAsDescribed(reply.json(), "StorageExplanation");
    assertThat(reply.text("storage")).isEqualTo("davs://down.example");
    assertThat(codes(reply))
        .containsExactly("ban", "idle", "window", "storage-rule", "idle", "window");
    assertThat(sentences(reply))
        .contains(
            Who.ROOT.dn + " banned storage davs://down.example for dteam at 20",
            "its transfers wait (broken disks).",
            "The window into davs://down.example is 16 places, and was not changed since this leader"
                + " began.",
            Who.ROOT.dn + " lets at most 7 copies run at once into davs://down.example since 20");
    assertThat(reply.json().path("limits").findValuesAsText("places")).containsExactly("7", "16");
    operator.delete("/ban/se?storage=davs://down.example");
    operator.delete("/config/se?se=davs://down.example");
  }

  @Test
  void othersThanOperatorsAreToldNothing() {
    for (String target :
        List.of(LINKS + "?source=mock://a&destination=mock://b", STORAGES + "?storage=mock://a")) {
      assertThat(client.send(Call.get(target)).status()).isEqualTo(403);
      assertThat(client.send(Call.get(target).as(Who.NOBODY)).status()).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/links/explain?source=mock://a, 'destination:  (expected: scheme://host)'",
    "/api/v1/links/explain?source=*&destination=mock://a, 'source: * (expected: scheme://host)'",
    "/api/v1/storages/explain?storage=a.example, 'storage: a.example (expected: scheme://host)'",
  })
  void aStorageIsNamedByItsSchemeAndHost(String target, String detail) {
    Reply reply = operator.get(target);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text("detail")).isEqualTo(detail);
  }
}
