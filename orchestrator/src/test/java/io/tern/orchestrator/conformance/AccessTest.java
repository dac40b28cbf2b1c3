package io.tern.orchestrator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sections 1.8 and 1.9: bans and rights. */
@ExtendWith(LiveService.class)
class AccessTest {
  private final Operator operator;

  AccessTest(Client client) {
    this.operator = new Operator(client);
  }

  @Test
  void rightsAreGivenListedAndTaken() {
    String grant = "{'dn':'/CN=Deputy','operation':'config'}";

    assertThat(operator.post("/config/authorize", grant).body())
        .isEqualTo("{\"dn\":\"/CN=Deputy\",\"operation\":\"config\"}");
    operator.post("/config/authorize", "{'dn':'/CN=Deputy','operation':'transfer'}");
    assertThat(operator.get("/config/authorize?dn=/CN%3DDeputy").texts("operation"))
        .containsExactlyInAnyOrder("config", "transfer");
    assertThat(operator.get("/config/authorize?dn=/CN%3DDeputy&operation=config").json())
        .hasSize(1);
    assertThat(operator.delete("/config/authorize?dn=/CN%3DDeputy&operation=config").status())
        .isEqualTo(204);
    assertThat(operator.get("/config/authorize?dn=/CN%3DDeputy").texts("operation"))
        .containsExactly("transfer");
    assertThat(operator.delete("/config/authorize?dn=/CN%3DDeputy").status()).isEqualTo(204);
    assertThat(operator.get("/config/authorize?dn=/CN%3DDeputy").json()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'dn':'/CN=x'}                       | Missing dn and/or operation",
        "{'operation':'config'}               | Missing dn and/or operation",
        "{'dn':'/CN=x','operation':'admin'}   | 'admin' level can only be changed via database access",
      })
  void badRightsAreRefused(String json, String message) {
    assertThat(operator.post("/config/authorize", json).message()).isEqualTo(message);
    assertThat(operator.post("/config/authorize", json).status()).isEqualTo(400);
    assertThat(operator.delete("/config/authorize").message()).isEqualTo("Missing DN parameter");
  }

  @Test
  void aStorageIsBannedAndLetGo() {
    Reply banned =
        operator.post("/ban/se", "{'storage':'mock://bad','status':'wait','message':'smells'}");
    JsonNode ban = operator.get("/ban/se").json().get(0);

    assertThat(banned.status()).isEqualTo(200);
    assertThat(banned.json().isArray()).isTrue();
    assertThat(ban.fieldNames())
        .toIterable()
        .containsExactly("se", "message", "addition_time", "admin_dn", "vo", "status");
    assertThat(ban.path("se").asText()).isEqualTo("mock://bad");
    assertThat(ban.path("status").asText()).isEqualTo("WAIT");
    assertThat(ban.path("vo").asText()).isEqualTo("dteam");
    assertThat(ban.path("admin_dn").asText()).isEqualTo(Who.ROOT.dn);
    assertThat(operator.delete("/ban/se?storage=mock://bad").status()).isEqualTo(204);
    assertThat(operator.get("/ban/se").json()).isEmpty();
  }

  @Test
  void aBanMayComeAsAFormOrInTheQuery() {
    Call form =
        Call.of("POST", "/ban/se")
            .as(Who.ROOT)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .body("storage=mock%3A%2F%2Fform&status=wait&allow_submit=true");
    Call query = Call.of("POST", "/ban/se?storage=mock://query&status=wait").as(Who.ROOT);

    assertThat(operator.client().send(form).status()).isEqualTo(200);
    assertThat(operator.client().send(query).status()).isEqualTo(200);
    assertThat(operator.get("/ban/se").texts("status")).contains("WAIT_AS", "WAIT");
    operator.delete("/ban/se?storage=mock://form");
    operator.delete("/ban/se?storage=mock://query");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{}                                       | Missing storage parameter",
        "{'storage':'mock://x','status':'maybe'}  | status can only be cancel or wait",
        "{'storage':'mock://x','allow_submit':true} | allow_submit and status = CANCEL can not be combined",
      })
  void badBansAreRefused(String json, String message) {
    assertThat(operator.post("/ban/se", json).message()).isEqualTo(message);
    assertThat(operator.delete("/ban/se").message()).isEqualTo("Missing storage parameter");
  }

  @Test
  void aBanTellsTheJobsThatItMeets() {
    String file = Client.file("met.example", "b.example", "time=3600&size_post=1048576");
    String id = operator.client().submit(Client.job(file), Who.ROOT);
    operator.client().read(id);

    Reply banned = operator.post("/ban/se", "{'storage':'mock://met.example','status':'wait'}");

    assertThat(banned.body()).isEqualTo("[\"" + id + "\"]");
    operator.delete("/ban/se?storage=mock://met.example");
  }

  @Test
  void aUserIsBannedAndLetGo() {
    Reply banned = operator.post("/ban/dn", "{'user_dn':'/CN=Mallory','message':'why not'}");
    JsonNode ban = operator.get("/ban/dn").json().get(0);

    assertThat(banned.body()).isEqualTo("[]");
    assertThat(ban.path("dn").asText()).isEqualTo("/CN=Mallory");
    assertThat(ban.path("message").asText()).isEqualTo("why not");
    assertThat(ban.path("admin_dn").asText()).isEqualTo(Who.ROOT.dn);
    assertThat(operator.delete("/ban/dn?user_dn=/CN%3DMallory").status()).isEqualTo(204);
    assertThat(operator.delete("/ban/dn?user_dn=/CN%3DMallory").status()).isEqualTo(204);
    assertThat(operator.get("/ban/dn").json()).isEmpty();
  }

  @Test
  void badBansOfUsersAreRefused() {
    assertThat(operator.post("/ban/dn", "{}").message()).isEqualTo("Missing dn parameter");
    assertThat(operator.post("/ban/dn", "{'user_dn':'" + Who.ROOT.dn + "'}").status())
        .isEqualTo(409);
    assertThat(operator.delete("/ban/dn").message()).isEqualTo("Missing user_dn parameter");
  }
}
