package io.tern.orchestrator.api.authorisation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tern.orchestrator.api.authorisation.Rights.Row;
import io.tern.setting.Access;
import io.tern.setting.Change;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every route for every kind of caller, by certificate and by token. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthorisationTest {
  private static final String JOB =
      "{\"files\":[{\"sources\":[\"https://a.org/f\"],\"destinations\":[\"https://b.org/f\"]}]}";

  /** Life of a token, seconds: of the minute by which clocks may differ ten are left. */
  private static final int NEARLY_OVER = -50;

  @TempDir static Path directory;

  private Grid grid;
  private final Map<Proof, Scene> scenes = new EnumMap<>(Proof.class);

  private enum Proof {
    CERTIFICATE,
    TOKEN
  }

  /** All callers with one kind of proof, and a job of the owner's. */
  private record Scene(Map<Caller, Person> people, String job, String file, String lent) {
    Person who(Caller caller) {
      return people.get(caller);
    }

    String path(Row row) {
      return row.pattern()
          .replace("/jobs/vo/{vo}", "/jobs/vo/nobodys")
          .replace("/delegation/{id}", "/delegation/" + lent)
          .replace("/transfers/{id}", "/transfers/" + file)
          .replace("{id}", job)
          .replace("{fid}", file)
          .replace("{field}", "job_state")
          .replace("{vo}", "cms")
          .replaceAll("\\{\\w+}", "none");
    }
  }

  @BeforeAll
  void start() throws Exception {
    grid = new Grid(directory);
    String address = "https://127.0.0.1:" + grid.service.port;
    HttpClient plain = grid.client(null);
    Map<Caller, Person> holders = new EnumMap<>(Caller.class);
    Map<Caller, Person> bearers = new EnumMap<>(Caller.class);
    for (Caller caller : Caller.values()) {
      Optional<String> token =
          Optional.of(caller).filter(it -> it != Caller.ANONYMOUS).map(grid::token);
      holders.put(caller, new Person(grid.holder(caller), address, Optional.empty()));
      bearers.put(caller, new Person(plain, address, token));
    }
    scenes.put(Proof.CERTIFICATE, scene(holders));
    scenes.put(Proof.TOKEN, scene(bearers));
  }

  private static Scene scene(Map<Caller, Person> people) throws Exception {
    Person owner = people.get(Caller.OWNER);
    String job = owner.json("POST", "/jobs", JOB).path("job_id").asText();
    String file = owner.get("/jobs/" + job + "/files").path(0).path("file_id").asText();
    return new Scene(people, job, file, owner.get("/whoami").path("delegation_id").asText());
  }

  @AfterAll
  void stop() {
    scenes.values().forEach(scene -> scene.people.values().forEach(one -> one.client().close()));
    grid.close();
  }

  static List<Row> rows() {
    return Rights.ROWS;
  }

  @Test
  void everyRouteHasARowAndNothingElse() {
    List<String> served = new ArrayList<>();
    grid.service
        .routes()
        .forEach(route ->
            route.actions().keySet().forEach(method -> served.add(method + " " + route.pattern())));

    assertThat(Rights.ROWS.stream().map(Row::name)).containsExactlyInAnyOrderElementsOf(served);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aRouteServesWhomItMayAndRefusesAllOthers(Row row) throws Exception {
    for (Proof proof : Proof.values()) {
      Scene scene = scenes.get(proof);
      for (Caller caller : Caller.values()) {
        boolean shown = proof == Proof.CERTIFICATE || !row.byCertificate();
        boolean allowed = row.right().allows(caller) && shown;
        int status = scene.who(caller).status(row.method(), scene.path(row), "{}");
        boolean served = status != 401 && status != 403;
        assertThat(served).as("%s by %s as %s: %d", row, proof, caller, status).isEqualTo(allowed);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void listsHoldNothingOfOthers(Proof proof) throws Exception {
    Scene scene = scenes.get(proof);
    String job = scene.who(Caller.OWNER).json("POST", "/jobs", JOB).path("job_id").asText();

    for (String list : List.of("/jobs", "/files?limit=100", "/api/v1/jobs?limit=100")) {
      assertThat(scene.who(Caller.SAME_VO).get(list).toString()).contains(job);
      assertThat(scene.who(Caller.ROOT).get(list).toString()).contains(job);
      for (Caller other : List.of(Caller.ANONYMOUS, Caller.OTHER_VO, Caller.CONFIG)) {
        assertThat(scene.who(other).get(list).toString()).doesNotContain(job, "a.org");
        assertThat(scene.who(other).get(asked(list)).toString()).doesNotContain(job);
      }
    }
  }

  private static String asked(String list) {
    return list + (list.contains("?") ? "&" : "?") + "vo_name=cms&vo=cms";
  }

  @ParameterizedTest
  @EnumSource
  void aJobOfOthersIsHiddenAndUntouchedAmongOnesOwn(Proof proof) throws Exception {
    Scene scene = scenes.get(proof);
    Person other = scene.who(Caller.OTHER_VO);
    String foreign = scene.who(Caller.OWNER).json("POST", "/jobs", JOB).path("job_id").asText();
    String own = other.json("POST", "/jobs", JOB).path("job_id").asText();
    String both = "/jobs/" + own + "," + foreign;

    JsonNode read = other.get(both);
    JsonNode raised = other.json("POST", both, "{\"params\":{\"priority\":5}}");
    JsonNode canceled = other.json("DELETE", both, "");

    for (JsonNode answer : List.of(read, raised, canceled)) {
      assertThat(answer).hasSize(2);
      assertThat(answer.path(1).path("http_status").asText()).startsWith("403");
      assertThat(answer.path(1).has("user_dn")).isFalse();
    }
    JsonNode after = scene.who(Caller.OWNER).get("/jobs/" + foreign);
    assertThat(after.path("priority").asInt()).isEqualTo(3);
    assertThat(after.path("job_state").asText()).isEqualTo("SUBMITTED");
    assertThat(canceled.path(0).path("job_state").asText()).isEqualTo("CANCELED");
  }

  @Test
  void aSubjectThatIsCalledLikeAHolderIsNotThatHolder() throws Exception {
    Scene holders = scenes.get(Proof.CERTIFICATE);
    String alice = holders.who(Caller.OWNER).get("/whoami").path("user_dn").asText();
    String root = holders.who(Caller.ROOT).get("/whoami").path("user_dn").asText();
    assertThat(List.of(alice, root)).containsExactly("/DC=test/CN=Alice", "/DC=test/CN=Root");
    try (HttpClient client = grid.client(null)) {
      Person likeAlice = bearer(client, grid.token(alice, Caller.OTHER_VO, 3600));
      Person likeRoot = bearer(client, grid.token(root, Caller.OTHER_VO, 3600));

      for (String path : List.of("/jobs/" + holders.job, "/delegation/" + holders.lent)) {
        assertThat(likeAlice.status("GET", path, "")).as(path).isEqualTo(403);
      }
      assertThat(likeAlice.get("/jobs").toString()).doesNotContain(holders.job);
      assertThat(likeAlice.status("DELETE", "/jobs/" + holders.job, "")).isEqualTo(403);
      assertThat(likeRoot.get("/whoami").path("is_root").asBoolean()).isFalse();
      assertThat(likeRoot.status("GET", "/config", "")).isEqualTo(403);
    }
  }

  private Person bearer(HttpClient client, String token) {
    return new Person(client, "https://127.0.0.1:" + grid.service.port, Optional.of(token));
  }

  @Test
  void aStreamOfEventsEndsWithItsToken() throws Exception {
    try (HttpClient client = grid.client(null)) {
      Person reader = bearer(client, grid.token("Bob", Caller.SAME_VO, NEARLY_OVER));

      assertThat(reader.text("GET", "/api/v1/vos/cms/events", "")).startsWith(": events");
    }
  }

  /** {@code /config/authorize} speaks of DNs: an issuer may call a subject as it likes. */
  @Test
  void whatIsGrantedToADnIsNotGrantedToASubjectOfThatName() throws Exception {
    String dn =
        scenes.get(Proof.CERTIFICATE).who(Caller.OTHER_VO).get("/whoami").path("user_dn").asText();
    var unused =
        grid.service.administration.change(
            "test",
            List.of(
                new Change.Put(new Access.Grant(dn, "*")),
                new Change.Put(new Access.Grant("Olga", "*"))));
    Person holder = scenes.get(Proof.CERTIFICATE).who(Caller.OTHER_VO);
    Person bearer = scenes.get(Proof.TOKEN).who(Caller.OTHER_VO);

    assertThat(holder.status("GET", "/config/audit", "")).isEqualTo(200);
    assertThat(holder.status("POST", "/admin/hold", "{}")).isEqualTo(403);
    assertThat(bearer.status("GET", "/config/audit", "")).isEqualTo(403);

    var gone =
        grid.service.administration.change(
            "test",
            List.of(
                new Change.Remove(Access.Grant.nameOf(dn, "*")),
                new Change.Remove(Access.Grant.nameOf("Olga", "*"))));
    assertThat(holder.status("GET", "/config/audit", "")).isEqualTo(403);
  }
}
