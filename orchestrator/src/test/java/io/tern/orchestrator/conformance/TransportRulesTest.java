package io.tern.orchestrator.conformance;

import static io.tern.orchestrator.conformance.Client.job;
import static io.tern.orchestrator.conformance.Client.quickFile;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 1.1: dates, errors, bodies, origins, and how connections may be used. */
@ExtendWith(LiveService.class)
class TransportRulesTest {
  private static final String BOTH = "application/json, application/x-www-form-urlencoded";

  private final Client client;

  TransportRulesTest(Client client) {
    this.client = client;
  }

  @Test
  @Proves("C1")
  void datesAreUtcSecondsWithoutAZone() {
    Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    JsonNode job = client.ended(client.submit(job(quickFile())));
    JsonNode file = client.files(job.path("job_id").asText()).get(0);

    assertThat(List.of(job.path("submit_time"), job.path("job_finished")))
        .allMatch(TransportRulesTest::isDate);
    assertThat(List.of(file.path("start_time"), file.path("finish_time")))
        .allMatch(TransportRulesTest::isDate);
    Instant submitted = Instant.parse(job.path("submit_time").asText() + "Z");
    assertThat(submitted).isBetween(before, Instant.now());
  }

  private static boolean isDate(JsonNode text) {
    return text.isTextual() && text.asText().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");
  }

  @Test
  @Proves("C1")
  void aDateThatIsNotYetIsNull() {
    JsonNode job = client.read(client.submit(job(Client.longFile())));

    assertThat(job.has("job_finished")).isTrue();
    assertThat(job.path("job_finished").isNull()).isTrue();
  }

  @Test
  @Proves("C2")
  void errorsHaveTheStatusLineAndAMessage() {
    Reply reply = client.get("/no/such/path");

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.headers().get("content-type")).startsWith("application/json");
    assertThat(reply.text("status")).isEqualTo("404 Not Found");
    assertThat(reply.message()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"*/*", "application/json", "text/html;q=0.1, */*"})
  void whoeverTakesAnythingGetsJson(String accept) {
    Reply reply = client.send(Call.get("/whoami").header("Accept", accept));

    assertThat(reply.headers().get("content-type")).startsWith("application/json");
    assertThat(reply.json().isObject()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/json; charset=utf-8"})
  void jsonIsTakenWithAnyParameter(String type) {
    Call call = Call.post("/jobs", job(quickFile())).header("Content-Type", type);

    assertThat(client.send(call).status()).isEqualTo(200);
  }

  @Test
  void aPutIsJsonWhateverItsType() {
    Call call = Call.post("/jobs", job(quickFile())).header("Content-Type", "text/plain");

    Call put = new Call("PUT", call.target(), call.who(), call.headers(), call.body());
    assertThat(client.send(put).status()).isEqualTo(200);
    assertThat(client.send(put.without("Content-Type")).status()).isEqualTo(200);
  }

  @Test
  void percentEncodedJsonHasATypeOfItsOwn() {
    String json = job(quickFile()).replace('\'', '"');
    String encoded = URLEncoder.encode(json, StandardCharsets.UTF_8).replace("+", "%20");

    Call call = Call.of("POST", "/jobs").header("Content-Type", BOTH).body(encoded);

    assertThat(client.send(call).status()).isEqualTo(200);
  }

  @Test
  void otherTypesAreRefused() {
    Call call = Call.post("/jobs", job(quickFile())).header("Content-Type", "text/xml");

    assertThat(client.send(call).message())
        .isEqualTo("Expecting application/json or application/x-www-form-urlencoded");
    assertThat(client.send(call).status()).isEqualTo(400);
  }

  @Test
  void whatIsNoJsonObjectIsRefused() {
    Reply broken = client.send(Call.post("/jobs", "{'files':["));
    Reply array = client.send(Call.post("/jobs", "[1]"));

    assertThat(broken.status()).isEqualTo(400);
    assertThat(broken.message()).startsWith("Badly formatted JSON request");
    assertThat(array.status()).isEqualTo(400);
    assertThat(array.message()).isEqualTo("Expecting a dictionary");
  }

  @Test
  void aPageOfAnotherSiteIsRefused() {
    Reply other = client.send(Call.get("/whoami").header("Origin", "https://evil.example"));
    Reply same = client.send(Call.get("/whoami").header("Origin", "https://tern.example"));

    assertThat(other.status()).isEqualTo(403);
    assertThat(other.message()).isEqualTo("Host and Origin do not match");
    assertThat(same.status()).isEqualTo(200);
    assertThat(same.headers()).doesNotContainKey("access-control-allow-origin");
  }

  @Test
  void oldHttpIsServed() {
    String id = client.submit(job(quickFile()));

    assertThat(client.send(Call.get("/jobs/" + id), "HTTP/1.0").text("job_id")).isEqualTo(id);
    assertThat(client.send(Call.post("/jobs", job(quickFile())), "HTTP/1.0").status())
        .isEqualTo(200);
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws IOException {
    String id = client.submit(job(quickFile()));
    try (Socket socket = client.connect()) {
      socket.getOutputStream().write(pipelined("/whoami", "/jobs/" + id, "/nothing", "/"));
      InputStream in = socket.getInputStream();

      assertThat(Reply.read(in, true).json().has("user_dn")).isTrue();
      assertThat(Reply.read(in, true).text("job_id")).isEqualTo(id);
      assertThat(Reply.read(in, true).status()).isEqualTo(404);
      assertThat(Reply.read(in, true).json().has("api")).isTrue();
    }
  }

  private byte[] pipelined(String... targets) {
    StringBuilder requests = new StringBuilder();
    for (String target : targets) {
      String head = new String(client.head(Call.get(target), "HTTP/1.1"), ISO_8859_1);
      requests.append(head.replace("Connection: close\r\n", ""));
    }
    return requests.toString().getBytes(ISO_8859_1);
  }

  /** As curl does, and with it older clients of FTS: else they wait a second before each body. */
  @Test
  void whoAsksWhetherToSendItsBodyIsToldAtOnce() throws IOException {
    Call call = Call.post("/jobs", job(quickFile())).header("Expect", "100-continue");
    try (Socket socket = client.connect()) {
      socket.getOutputStream().write(client.head(call, "HTTP/1.1"));

      Reply go = Reply.read(socket.getInputStream(), false);
      socket.getOutputStream().write(call.body());

      assertThat(go.status()).isEqualTo(100);
      assertThat(Reply.read(socket.getInputStream(), true).status()).isEqualTo(200);
    }
  }

  @Test
  void aBodyMayComeInChunks() {
    String json = job(quickFile()).replace('\'', '"');
    String chunked = "%x\r\n%s\r\n0\r\n\r\n".formatted(json.length(), json);

    Call call = Call.post("/jobs", "").header("Transfer-Encoding", "chunked").body(chunked);

    assertThat(client.send(call).status()).isEqualTo(200);
  }
}
