package io.tern.orchestrator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 1.3: the root document and the caller. */
@ExtendWith(LiveService.class)
class DiscoveryRulesTest {
  private final Client client;

  DiscoveryRulesTest(Client client) {
    this.client = client;
  }

  @Test
  @Proves("C5")
  void versionsAreIntegersAndThoseOfTheCoreTexts() {
    JsonNode root = client.get("//").json();

    for (String interfaceName : List.of("delegation", "api", "schema")) {
      for (String part : List.of("major", "minor", "patch")) {
        assertThat(root.path(interfaceName).path(part).isInt()).as(interfaceName + part).isTrue();
      }
    }
    assertThat(root.path("delegation").toString())
        .isEqualTo("{\"major\":1,\"minor\":0,\"patch\":0}");
    assertThat(root.path("api").path("major").asInt()).isEqualTo(3);
    assertThat(root.path("api").path("minor").asInt()).isGreaterThanOrEqualTo(12);
    assertThat(root.path("core").path("major").isTextual()).isTrue();
  }

  @Test
  void linksNameTheResources() {
    JsonNode links = client.get("/").json().path("_links");

    assertThat(links.path("curies").get(0).path("name").asText()).isEqualTo("fts");
    assertThat(links.path("fts:whoami").path("href").asText()).isEqualTo("/whoami");
    assertThat(links.path("fts:joblist").path("href").asText())
        .isEqualTo("/jobs{?vo_name,user_dn,dlg_id,state_in}");
    assertThat(links.path("fts:joblist").path("templated").asBoolean()).isTrue();
    assertThat(links.path("fts:job").path("href").asText()).isEqualTo("/jobs/{id}");
    assertThat(links.path("fts:job").path("templated").asBoolean()).isTrue();
    assertThat(links.path("fts:jobsubmit").path("href").asText()).isEqualTo("/jobs");
    assertThat(links.path("fts:jobsubmit").path("hints").path("representations").get(0).asText())
        .isEqualTo("fts:submitschema");
    assertThat(links.path("fts:submitschema").path("href").asText())
        .isEqualTo("/api-docs/schema/submit");
    assertThat(links.fieldNames())
        .toIterable()
        .contains("fts:configaudit", "fts:apidocs", "fts:optimizer", "fts:archive");
  }

  @Test
  @Proves("C6")
  void theCallerIsToldWhoItIsAndTheBaseOfDeterministicIds() {
    JsonNode me = client.get("/whoami").json();

    assertThat(me.path("user_dn").asText()).isEqualTo(Who.ALICE.dn);
    assertThat(me.path("dn").get(0).asText()).isEqualTo(Who.ALICE.dn);
    assertThat(me.path("base_id").asText()).isEqualTo("01874efb-4735-4595-bc9c-591aef8240c9");
    assertThat(me.path("vos").get(0).asText()).isEqualTo("cms");
    UUID base = UUID.fromString(me.path("base_id").asText());
    assertThat(me.path("vos_id").get(0).asText()).isEqualTo(NamedId.of(base, "cms").toString());
    assertThat(me.path("voms_cred").valueStream().map(JsonNode::asText))
        .isEqualTo(client.attributes(Who.ALICE));
    assertThat(me.path("delegation_id").asText()).matches("[0-9a-f]{16}");
    assertThat(me.path("method").asText()).isEqualTo(client.method());
    assertThat(me.path("is_root").asBoolean()).isFalse();
    assertThat(me.path("level").path("transfer").asText()).isEqualTo("vo");
    assertThat(me.path("roles").isArray()).isTrue();
  }

  /** 1.2: pages that FTS does not ship or has given up. */
  @ParameterizedTest
  @ValueSource(
      strings = {"/api-docs", "/api-docs/jobs", "/cs/registered/dropbox", "/snapshot", "/oauth2"})
  void whatIsNotThereIsNotFound(String path) {
    Reply reply = client.get(path);

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.text("status")).isEqualTo("404 Not Found");
  }

  @Test
  void nobodyIsAnon() {
    JsonNode me = client.send(Call.get("/whoami").as(Who.NOBODY)).json();

    assertThat(me.path("user_dn").asText()).isEqualTo("anon");
    assertThat(me.path("method").asText()).isEqualTo("unauthenticated");
    assertThat(me.path("vos")).isEmpty();
    assertThat(me.path("level")).isEmpty();
  }
}
