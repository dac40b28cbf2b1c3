package io.tern.orchestrator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 1.9: links, storages, shares, and the audit of all changes. */
@ExtendWith(LiveService.class)
class ConfigurationTest {
  private static final String LINK_KEYS =
      "[symbolicname, source, destination, min_active, max_active, optimizer_mode,"
          + " tcp_buffer_size, nostreams, no_delegation]";
  private static final String STORAGE_KEYS =
      "[inbound_max_active, inbound_max_throughput, outbound_max_active, outbound_max_throughput,"
          + " udt, ipv6, se_metadata, site, debug_level, skip_eviction, tpc_support,"
          + " overwrite_disk_enabled]";

  private final Operator operator;

  ConfigurationTest(Client client) {
    this.operator = new Operator(client);
  }

  private static String keys(JsonNode row) {
    return row.propertyStream().map(one -> one.getKey()).toList().toString();
  }

  @Test
  void globalSettingsAreOfAllOrOfAVo() {
    Reply set =
        operator.post("/config/global", "{'vo_name':'vo1','retry':'5','show_user_dn':'yes'}");
    Reply more = operator.post("/config/global", "{'vo_name':'vo1','global_timeout':60}");

    assertThat(set.status()).isEqualTo(200);
    assertThat(set.json().has("*")).isTrue();
    assertThat(set.json().path("*").path("vo_name").asText()).isEqualTo("*");
    assertThat(set.json().path("vo1").path("retry").asInt()).isEqualTo(5);
    assertThat(set.json().path("vo1").path("show_user_dn").asBoolean()).isTrue();
    assertThat(more.json().path("vo1").path("retry").asInt()).isEqualTo(5);
    assertThat(more.json().path("vo1").path("global_timeout").asInt()).isEqualTo(60);
    assertThat(operator.get("/config/global").body()).isEqualTo(more.body());

    assertThat(operator.delete("/config/global?vo_name=vo1").status()).isEqualTo(204);
    assertThat(operator.get("/config/global").json().has("vo1")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'retry':'often'}       | Field retry is expected to be int",
        "{'no_streaming':'maybe'}| Field no_streaming is expected to be bool",
        "{'colour':1}            | Field colour unknown",
      })
  void globalSettingsHaveTypes(String json, String message) {
    operator.isRefused("/config/global", json, message);
  }

  @Test
  void theGlobalSettingsOfAllStay() {
    assertThat(operator.delete("/config/global").message()).isEqualTo("Missing VO name");
    assertThat(operator.delete("/config/global?vo_name=*").status()).isEqualTo(400);
  }

  @Test
  void aLinkIsSetShownChangedAndRemoved() {
    Reply set =
        operator.post(
            "/config/links",
            "{'symbolicname':'a b','source':'mock://l1','destination':'mock://l2',"
                + "'min_active':5,'max_active':10,'nostreams':4}");
    Reply changed = operator.post("/config/links", "{'symbolicname':'a b','max_active':20}");
    JsonNode shown = operator.get("/config/links/a%2520b").json();

    assertThat(set.status()).isEqualTo(201);
    assertThat(keys(set.json())).isEqualTo(LINK_KEYS);
    assertThat(set.json().path("max_active").asInt()).isEqualTo(10);
    assertThat(set.json().path("optimizer_mode").isNull()).isTrue();
    assertThat(changed.json().path("min_active").asInt()).isEqualTo(5);
    assertThat(shown.path("max_active").asInt()).isEqualTo(20);
    assertThat(shown.path("source").asText()).isEqualTo("mock://l1");
    assertThat(operator.get("/config/links").texts("symbolicname")).contains("a b");

    assertThat(operator.delete("/config/links/a%2520b").status()).isEqualTo(204);
    assertThat(operator.get("/config/links/a%2520b").status()).isEqualTo(404);
    assertThat(operator.get("/config/links/a%2520b").message())
        .isEqualTo("Link a b does not exist");
    assertThat(operator.delete("/config/links/a%2520b").status()).isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'source':'mock://x'}                    | Missing symbolicname",
        "{'symbolicname':'x','min_active':'few'}  | Active must be an integer (few)",
        "{'symbolicname':'x','min_active':5,'max_active':2} | max_active is lower than min_active",
        "{'symbolicname':'x','source':''}         | Missing source and/or destination",
        "{'symbolicname':'x','nostreams':'many'}  | Field nostreams is expected to be int",
        "{'symbolicname':'x','colour':'red'}      | Field colour unknown",
      })
  void badLinksAreRefused(String json, String message) {
    operator.isRefused("/config/links", json, message);
  }

  @Test
  void aShareIsOfAVoOnALink() {
    String share =
        "{'source':'mock://s1/some/file','destination':'mock://s2','vo':'dteam','share':80}";

    assertThat(operator.post("/config/shares", share).body()).isEqualTo("80");
    assertThat(operator.get("/config/shares").json())
        .anyMatch(one ->
            one.toString()
                .equals(
                    "{\"source\":\"mock://s1\",\"destination\":\"mock://s2\","
                        + "\"vo\":\"dteam\",\"share\":80}"));
    assertThat(
            operator
                .delete("/config/shares?source=mock://s1&destination=mock://s2&vo=dteam")
                .status())
        .isEqualTo(204);
    assertThat(operator.get("/config/shares").texts("source")).doesNotContain("mock://s1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'source':'mock://a','destination':'mock://b','vo':'v','share':'much'} | Bad share value",
        "{'source':'mock://a','destination':'mock://b','vo':'v','share':-1} | Bad share value",
        "{'source':'mock://a','destination':'mock://b','vo':'v','share':0} | Missing source, destination, vo and/or share",
        "{'source':'mock://a','destination':'mock://b','share':5} | Missing source, destination, vo and/or share",
        "{'source':'nowhere','destination':'mock://b','vo':'v','share':5} | Invalid source",
      })
  void badSharesAreRefused(String json, String message) {
    operator.isRefused("/config/shares", json, message);
  }

  @Test
  void aStorageIsSetShownAndRemoved() {
    Reply set =
        operator.post(
            "/config/se",
            "{'mock://st':{'se_info':{'inbound_max_active':10,'outbound_max_active':null,"
                + "'inbound_max_throughput':2.5,'site':'CERN','tpc_support':'pull','ipv6':true},"
                + "'operations':{'cms':{'staging':7}}}}");
    JsonNode shown = operator.get("/config/se?se=mock://st").json().path("mock://st");

    assertThat(set.status()).isEqualTo(200);
    assertThat(keys(set.json().get(0))).isEqualTo(STORAGE_KEYS);
    assertThat(set.json().get(1).toString()).isEqualTo("{\"cms\":{\"staging\":7}}");
    assertThat(shown.path("se_info").path("inbound_max_active").asInt()).isEqualTo(10);
    assertThat(shown.path("se_info").path("inbound_max_throughput").asDouble()).isEqualTo(2.5);
    assertThat(shown.path("se_info").path("outbound_max_active").isNull()).isTrue();
    assertThat(shown.path("se_info").path("tpc_support").asText()).isEqualTo("PULL");
    assertThat(shown.path("operations").path("cms").path("staging").asInt()).isEqualTo(7);
    assertThat(operator.get("/config/se").json().has("mock://st")).isTrue();

    Reply without =
        operator.post("/config/se", "{'mock://st':{'operations':{'cms':{'staging':0}}}}");
    assertThat(without.json().get(1).isNull()).isTrue();
    assertThat(operator.delete("/config/se?se=mock://st").status()).isEqualTo(204);
    assertThat(operator.get("/config/se?se=mock://st").body()).isEqualTo("{}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'mock://x':5}                               | Malformed configuration",
        "{'mock://x':{'se_info':7}}                   | Malformed configuration",
        "{'mock://x':{'se_info':{'tpc_support':'A'}}} | Field tpc_support is expected to be one of the following: FULL, PULL, PUSH, NONE",
        "{'mock://x':{'se_info':{'colour':'red'}}}    | Field colour unknown",
        "{'mock://x':{'se_info':{'ipv6':'perhaps'}}}  | Field ipv6 is expected to be bool",
      })
  void badStoragesAreRefused(String json, String message) {
    operator.isRefused("/config/se", json, message);
  }

  /** 1.1: as a browser asks, and others who would rather have HTML. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "text/*, application/json;q=0.5",
        "TEXT/HTML",
      })
  void whatIsSetIsShownToABrowserAsText(String accept) {
    operator.post("/config/se", "{'mock://html':{'se_info':{'site':'</pre><b>R&D'}}}");
    Call call = Call.get("//config/se?se=mock://html").as(Who.ROOT).header("Accept", accept);

    Reply page = operator.client().send(call);

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.headers())
        .containsEntry("content-type", "text/html; charset=utf-8")
        .containsEntry("content-security-policy", "default-src 'none'");
    assertThat(page.body())
        .contains("&lt;/pre&gt;&lt;b&gt;R&amp;D", "tpc_support")
        .doesNotContain("<b>");
    operator.delete("/config/se?se=mock://html");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*/*",
        "application/json, text/html",
        "text/html;q=0.1, */*",
        "text/html;q=0",
        "text/plain",
        "",
      })
  void whoeverDoesNotAskForHtmlGetsJson(String accept) {
    Call call = Call.get("/config/global").as(Who.ROOT).header("Accept", accept);

    assertThat(operator.client().send(call).json().has("*")).isTrue();
  }

  @Test
  void aStorageToRemoveIsNamed() {
    assertThat(operator.delete("/config/se").message()).isEqualTo("Missing storage (se)");
  }

  @Test
  void activitySharesAreAnObjectOrAnArray() {
    Reply object =
        operator.post("/config/activity_shares", "{'vo':'v1','share':{'prod':0.7,'user':0.3}}");
    Reply array =
        operator.post(
            "/config/activity_shares",
            "{'vo':'v2','share':[{'prod':2},{'default':1}],'active':false}");

    assertThat(object.body())
        .isEqualTo(
            "{\"vo\":\"v1\",\"active\":true,\"activity_share\":{\"prod\":0.7,\"user\":0.3}}");
    assertThat(array.status()).isEqualTo(200);
    assertThat(operator.get("/config/activity_shares/v2").body())
        .isEqualTo("{\"share\":{\"prod\":2,\"default\":1},\"active\":false}");
    assertThat(operator.get("/config/activity_shares").json().has("v1")).isTrue();
    assertThat(operator.delete("/config/activity_shares/v1").status()).isEqualTo(204);
    assertThat(operator.delete("/config/activity_shares/v1").message())
        .isEqualTo("No activity shares for v1");
    assertThat(operator.get("/config/activity_shares/v1").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'share':{'a':1}}           | Missing VO",
        "{'vo':'v'}                  | Missing share",
        "{'vo':'v','share':{'a':'x'}}| Share weight must be a number",
      })
  void badActivitySharesAreRefused(String json, String message) {
    operator.isRefused("/config/activity_shares", json, message);
  }

  @Test
  void activitySharesHaveALimit() {
    String activity = "x".repeat(1_024);
    Reply reply =
        operator.post("/config/activity_shares", "{'vo':'v','share':{'" + activity + "':1}}");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.message()).contains("1024");
  }

  @Test
  void everyChangeIsAuditedWithWhatWasBeforeAndAfter() {
    operator.post(
        "/config/links", "{'symbolicname':'audited','source':'mock://au','max_active':3}");
    operator.post("/config/links", "{'symbolicname':'audited','max_active':4}");
    operator.delete("/config/links/audited");

    JsonNode audit = operator.get("/config/audit").json();

    assertThat(audit.get(0).path("action").asText()).isEqualTo("link-delete");
    assertThat(audit.get(0).path("dn").asText()).isEqualTo(Who.ROOT.dn);
    assertThat(audit.get(0).path("config").asText()).contains("\"symbolicname\":\"audited\"");
    assertThat(audit.get(0).path("datetime").asText()).hasSize(19);
    assertThat(audit.get(0).path("after").isNull()).isTrue();
    assertThat(audit.get(1).path("before").path("max_active").asInt()).isEqualTo(3);
    assertThat(audit.get(1).path("after").path("max_active").asInt()).isEqualTo(4);
    assertThat(audit.get(2).path("before").isNull()).isTrue();
    assertThat(audit.size()).isLessThanOrEqualTo(100);
  }

  @Test
  void aLimitHoldsAtOnce() {
    operator.post(
        "/config/links",
        "{'symbolicname':'closed','source':'mock://closed','destination':'mock://door',"
            + "'min_active':0,'max_active':0}");
    String id =
        operator
            .client()
            .submit(Client.job(Client.file("closed", "door", "time=0&size_post=1048576")));

    assertThat(operator.client().files(id).get(0).path("file_state").asText())
        .isEqualTo("SUBMITTED");
    operator.post("/config/links", "{'symbolicname':'closed','min_active':1,'max_active':1}");

    assertThat(operator.client().ended(id).path("job_state").asText()).isEqualTo("FINISHED");
  }
}
