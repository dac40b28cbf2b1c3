package io.tern.orchestrator.conformance;

import static io.tern.orchestrator.conformance.Client.job;
import static io.tern.orchestrator.conformance.Client.jobWith;
import static io.tern.orchestrator.conformance.Client.longFile;
import static io.tern.orchestrator.conformance.Client.quickFile;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /api/v1}: what it answers is as {@code openapi.json} says. */
@ExtendWith(LiveService.class)
class NativeApiTest {
  private static final String JOBS = "/api/v1/jobs";

  private final Client client;

  NativeApiTest(Client client) {
    this.client = client;
  }

  private String submit(String json) {
    Reply reply = client.send(Call.post(JOBS, json));
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    return reply.text("id");
  }

  private JsonNode schema(String name) {
    return client.get("/openapi.json").json().path("components").path("schemas").path(name);
  }

  private static Set<String> keys(JsonNode object) {
    Set<String> keys = new HashSet<>();
    object.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private Set<String> required(String schema) {
    Set<String> keys = new HashSet<>();
    schema(schema).path("required").forEach(key -> keys.add(key.asText()));
    return keys;
  }

  @Test
  void aJobIsSubmittedAndShownAsDescribed() {
    Reply reply = client.send(Call.post(JOBS, job(quickFile())));
    String id = reply.text("id");

    Reply shown = client.get(reply.headers().get("location"));

    assertThat(reply.status()).isEqualTo(201);
    assertThat(keys(shown.json())).isEqualTo(required("Job"));
    assertThat(shown.text("id")).isEqualTo(id);
    assertThat(shown.text("submitted")).endsWith("Z");
    assertThat(shown.text("kind")).isEqualTo("REGULAR");
    assertThat(client.get("/jobs/" + id).status()).isEqualTo(200);
  }

  @Test
  void aDeadlineIsAMomentAndIsShown() {
    Instant deadline = Instant.now().plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);
    String there = deadline.atOffset(ZoneOffset.ofHours(5)).toString();
    String id = submit(jobWith("'deadline': '" + there + "'", longFile()));

    assertThat(client.get(JOBS + "/" + id).text("deadline")).isEqualTo(deadline.toString());
    assertThat(client.get(JOBS + "/" + submit(job(quickFile()))).json().path("deadline").isNull())
        .isTrue();
  }

  @Test
  void aTagSaysWhetherAJobHasChanged() {
    String id = submit(job(longFile()));
    String tag = client.get(JOBS + "/" + id).headers().get("etag");
    client.send(Call.delete(JOBS + "/" + id));

    Reply changed = ifNot(id, tag);

    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.text("state")).isEqualTo("CANCELED");
    assertThat(changed.headers().get("etag")).isNotEqualTo(tag);
  }

  private Reply ifNot(String id, String tags) {
    return client.send(Call.get(JOBS + "/" + id).header("If-None-Match", tags));
  }

  /** RFC 9110, 13.1.2; what compresses answers on their way makes tags weak. */
  @ParameterizedTest
  @ValueSource(strings = {"%s", "W/%s", "\"another\", %s", "*"})
  void whoHasAJobAsItIsIsNotSentIt(String tags) {
    String id = submit(job(quickFile()));
    client.ended(id);
    String tag = client.get(JOBS + "/" + id).headers().get("etag");

    Reply same = ifNot(id, tags.formatted(tag));

    assertThat(same.status()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
    assertThat(same.headers().get("etag")).isEqualTo(tag);
  }

  @Test
  void aChangeIsMadeAndShownWhateverTagIsKnown() {
    String id = submit(job(longFile()));

    Call delete = Call.delete(JOBS + "/" + id).header("If-None-Match", "*");

    assertThat(client.send(delete).text("state")).isEqualTo("CANCELED");
  }

  @Test
  void aKeyMakesOneJobOfTwoSubmissions() {
    Call call = Call.post(JOBS, job(longFile())).header("Idempotency-Key", "k" + Client.unique());

    Reply first = client.send(call);
    Reply second = client.send(call);
    Reply ofAnother = client.send(call.as(Who.CAROL));

    assertThat(first.status()).isEqualTo(201);
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.text("id")).isEqualTo(first.text("id"));
    assertThat(second.headers().get("idempotency-replayed")).isEqualTo("true");
    assertThat(ofAnother.status()).isEqualTo(201);
    assertThat(ofAnother.text("id")).isNotEqualTo(first.text("id"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'files':[{'sources':['mock://a/f','/etc/x'],'destinations':['mock://b/f']}]} | #/files/0/sources/1",
        "{'files':[{'sources':['mock://a/f'],'destinations':['mock://b/f']},7]} | #/files/1",
        "{'files':[{'sources':['mock://a/f'],'destinations':['mock://b/f'],'filesize':'x'}]} | #/files/0/filesize",
        "{'files':[{'sources':['mock://a/f'],'destinations':['mock://b/f']}],'params':{'retry':'x'}} | #/params/retry",
        "{'delete':['mock://a/f']} | #/delete",
        "{'files':[{'sources':['mock://a/f'],'destinations':['mock://b/f']}],'params':{'deadline':'tomorrow'}} | #/params/deadline",
        "{'files':[{'sources':['mock://a/f'],'destinations':['mock://b/f']}],'params':{'deadline':'2020-01-31T12:00:00Z'}} | #/params/deadline",
        "{'files':[{'sources':['mock://a/f'],'destinations':['mock://b/f']}],'params':{'deadline':'+999999999-01-01T00:00:00Z'}} | #/params/deadline",
      })
  void aProblemPointsAtTheFault(String json, String pointer) {
    Reply reply = client.send(Call.post(JOBS, json));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.headers().get("content-type")).isEqualTo("application/problem+json");
    assertThat(reply.json().path("errors").get(0).path("pointer").asText()).isEqualTo(pointer);
    assertThat(reply.text("detail")).isNotEmpty();
    assertThat(reply.json().path("status").asInt()).isEqualTo(400);
  }

  @Test
  void otherProblemsHaveTheSameShape() {
    Reply none = client.get(JOBS + "/" + UUID.randomUUID());
    Reply method = client.send(Call.of("PUT", JOBS));
    Reply type = client.send(Call.post(JOBS, "{}").header("Content-Type", "text/plain"));
    Reply nobody = client.send(Call.get(JOBS).as(Who.NOBODY));

    assertThat(List.of(none.status(), method.status(), type.status(), nobody.status()))
        .containsExactly(404, 405, 415, 403);
    assertThat(List.of(none, method, type, nobody))
        .allMatch(reply -> reply.headers().get("content-type").equals("application/problem+json"));
  }

  @Test
  void aStrangerSeesNothing() {
    String id = submit(job(longFile()));

    for (String path : List.of("", "/transfers", "/events")) {
      assertThat(client.send(Call.get(JOBS + "/" + id + path).as(Who.BOB)).status()).isEqualTo(403);
    }
    assertThat(client.send(Call.delete(JOBS + "/" + id).as(Who.BOB)).status()).isEqualTo(403);
    assertThat(client.send(Call.get("/api/v1/vos/cms/events").as(Who.BOB)).status()).isEqualTo(403);
    assertThat(client.send(Call.get(JOBS).as(Who.BOB)).body()).doesNotContain(id);
  }

  @Test
  void priorityIsChangedWithinItsRange() {
    String id = submit(job(longFile()));

    Call patch = Call.of("PATCH", JOBS + "/" + id).header("Content-Type", "application/json");
    Reply good = client.send(patch.body("{\"priority\":5}"));
    Reply bad = client.send(patch.body("{\"priority\":6}"));

    assertThat(good.json().path("priority").asInt()).isEqualTo(5);
    assertThat(bad.status()).isEqualTo(400);
    assertThat(bad.json().path("errors").get(0).path("pointer").asText()).isEqualTo("#/priority");
  }

  @Test
  void aJobThatHasEndedCannotBeCancelled() {
    String id = submit(job(quickFile()));
    client.ended(id);

    assertThat(client.send(Call.delete(JOBS + "/" + id)).status()).isEqualTo(409);
  }

  @Test
  void jobsAreListedPageByPageNewestFirst() {
    List<String> ids =
        IntStream.range(0, 5)
            .mapToObj(i -> client.submit(job(longFile().replace("a.example", "paged")), Who.BOB))
            .toList();
    client.read(ids.getLast());

    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      String page = JOBS + "?source=mock://paged&limit=2" + cursor;
      JsonNode reply = client.send(Call.get(page).as(Who.BOB)).json();
      reply.path("items").forEach(item -> seen.add(item.path("id").asText()));
      cursor = reply.path("next").isNull() ? "" : "&cursor=" + reply.path("next").asText();
    } while (!cursor.isEmpty());

    assertThat(seen).isEqualTo(ids.reversed());
    assertThat(client.get(JOBS + "?state=CANCELED,FINISHED&limit=3").status()).isEqualTo(200);
    assertThat(client.get(JOBS + "?state=NONSENSE").status()).isEqualTo(400);
    assertThat(client.get(JOBS + "?cursor=x").status()).isEqualTo(400);
    assertThat(client.get(JOBS + "?limit=1001").status()).isEqualTo(400);
  }

  @Test
  void transfersAreListedPageByPage() {
    String files = IntStream.range(0, 7).mapToObj(i -> longFile()).collect(Collectors.joining(","));
    String id = submit("{'files':[" + files + "]}");

    JsonNode first = client.get(JOBS + "/" + id + "/transfers?limit=5").json();
    JsonNode rest =
        client
            .get(JOBS + "/" + id + "/transfers?limit=5&cursor=" + first.path("next").asText())
            .json();

    assertThat(first.path("items")).hasSize(5);
    assertThat(rest.path("items")).hasSize(2);
    assertThat(rest.path("next").isNull()).isTrue();
    assertThat(rest.path("items").get(1).path("index").asInt()).isEqualTo(6);
    assertThat(keys(first.path("items").get(0))).isEqualTo(required("Transfer"));
  }

  private Reply lines(String body) {
    return client.send(Call.post(JOBS, body).header("Content-Type", "application/x-ndjson"));
  }

  @Test
  void aJobMayComeLineByLine() {
    String body = "{'priority':4}\n" + quickFile() + "\r\n\n" + quickFile() + "\n";

    Reply reply = lines(body);

    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    assertThat(client.read(reply.text("id")).path("priority").asInt()).isEqualTo(4);
    assertThat(client.files(reply.text("id"))).hasSize(2);
    assertThat(lines("{}\n" + quickFile()).status()).isEqualTo(201);
  }

  @Test
  void everyLineIsOneValue() {
    assertThat(lines("").status()).isEqualTo(400);
    assertThat(lines("{}").status()).isEqualTo(400);
    assertThat(lines("{}\n{'sources':[").status()).isEqualTo(400);
    assertThat(
            lines("{}\n{'sources':\n['mock://a/f'],'destinations':['mock://b/f']}").text("detail"))
        .isEqualTo("line 2 (expected: one JSON object)");
    assertThat(lines("{}\n" + quickFile() + "]}\n").status()).isEqualTo(400);
    assertThat(lines("{},'files':[" + quickFile() + "],'x':[{}\n").status()).isEqualTo(400);
  }

  @Test
  void whatHappensToAJobIsToldAndToldAgainFromAnyPlace() throws Exception {
    String id;
    List<EventLines.Event> all;
    try (EventLines stream = EventLines.open(client, "/api/v1/vos/cms/events", "")) {
      id = submit(job(Client.quickFile()));
      all = stream.untilOfJob("complete", id).stream().filter(event -> isOf(event, id)).toList();
    }

    List<EventLines.Event> again;
    String first = all.getFirst().id();
    try (EventLines stream = EventLines.open(client, JOBS + "/" + id + "/events", first)) {
      again = stream.until("complete");
    }
    List<EventLines.Event> ofVo;
    try (EventLines stream = EventLines.open(client, "/api/v1/vos/cms/events", first)) {
      ofVo = stream.untilOfJob("complete", id);
    }

    assertThat(again).isEqualTo(all.subList(1, all.size()));
    assertThat(ofVo).containsAll(again);
  }

  @Test
  void whoLosesAStreamBeforeAnythingHasComeMissesNothing() throws Exception {
    client.ended(submit(job(Client.quickFile())));
    String here;
    try (EventLines stream = EventLines.open(client, "/api/v1/vos/cms/events", "")) {
      here = stream.place();
    }
    String meanwhile = submit(job(Client.quickFile()));
    client.ended(meanwhile);

    try (EventLines stream = EventLines.open(client, "/api/v1/vos/cms/events", here)) {
      assertThat(stream.untilOfJob("complete", meanwhile))
          .extracting(EventLines.Event::kind)
          .contains("start", "state");
    }
  }

  @Test
  void whoFollowsAJobIsToldOfItAlone() throws Exception {
    String id = submit(job(Client.longFile()));
    List<EventLines.Event> all;
    try (EventLines stream = EventLines.open(client, JOBS + "/" + id + "/events", "")) {
      client.submit(job(Client.quickFile()));
      assertThat(client.send(Call.of("DELETE", "/jobs/" + id)).status()).isEqualTo(200);
      all = stream.until("complete");
    }

    assertThat(all).allMatch(event -> isOf(event, id));
  }

  private static boolean isOf(EventLines.Event event, String job) {
    String told = event.kind().equals("job") ? "id" : "job_id";
    return event.data().path(told).asText().equals(job);
  }

  @Test
  void whoFollowsAJobThatIsOverIsToldSo() throws Exception {
    String id = submit(job(Client.quickFile()));
    client.ended(id);

    try (EventLines stream = EventLines.open(client, JOBS + "/" + id + "/events", "")) {
      EventLines.Event first = stream.until("job").getLast();

      assertThat(keys(first.data())).isEqualTo(required("Job"));
      assertThat(first.data().path("state").asText()).isEqualTo("FINISHED");
    }
  }

  @Test
  void whoComesBackIsToldWhatFollowsAndNotTheStateAgain() throws Exception {
    String id = submit(job(Client.longFile()));
    String seen;
    try (EventLines stream = EventLines.open(client, JOBS + "/" + id + "/events", "")) {
      seen = stream.until("job").getLast().id();
    }
    client.send(Call.delete(JOBS + "/" + id));

    try (EventLines stream = EventLines.open(client, JOBS + "/" + id + "/events", seen)) {
      assertThat(stream.until("complete")).extracting(EventLines.Event::kind).doesNotContain("job");
    }
  }

  /** Whenever the stream begins: the end is in the state, or it is told. */
  @Test
  void nobodyMissesTheEndOfAJob() throws Exception {
    for (int i = 0; i < 20; i++) {
      String id = submit(job(Client.quickFile()));

      try (EventLines stream = EventLines.open(client, JOBS + "/" + id + "/events", "")) {
        JsonNode begun = stream.until("job").getFirst().data();
        if (!begun.path("state").asText().equals("FINISHED")) {
          assertThat(stream.until("complete")).allMatch(event -> isOf(event, id));
        }
      }
    }
  }

  @Test
  void anEventsIdIsANumber() {
    Call call = Call.get("/api/v1/vos/cms/events").header("Last-Event-ID", "yesterday");

    assertThat(client.send(call).status()).isEqualTo(400);
  }
}
