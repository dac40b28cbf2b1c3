package io.tern.orchestrator.api.fts3;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tern.orchestrator.api.Service;
import io.tern.orchestrator.api.Service.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * FTS REST, sections 1.1 and 1.3: paths, methods, origins, discovery; exact bytes where they
 * matter.
 */
class TransportTest {
  private static final String WHO = "X-Test-DN: /CN=A\r\nX-Test-FQANS: /cms\r\n";

  private Service service;

  @BeforeEach
  void start() {
    service = new Service();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private String raw(String line) {
    return service.raw(line + "\r\nHost: x\r\n" + WHO + "Connection: close\r\n\r\n");
  }

  /** 1.1, 11: doubled and trailing slashes. */
  @ParameterizedTest
  @CsvSource({"//whoami", "/whoami", "///whoami//", "//jobs", "/jobs/", "//", "/", "/%6aobs"})
  void slashesMayBeDoubledOrTrail(String path) {
    assertThat(raw("GET " + path + " HTTP/1.1")).startsWith("HTTP/1.1 200 OK");
  }

  /** 1.1: OPTIONS on every route. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/whoami | GET, HEAD, OPTIONS",
        "/jobs | GET, POST, PUT, HEAD, OPTIONS",
        "/jobs/x | GET, DELETE, POST, HEAD, OPTIONS",
        "/jobs/x/files | GET, HEAD, OPTIONS",
        "/jobs/x/files/1 | DELETE, OPTIONS",
      })
  void optionsNamesTheMethods(String path, String allow) {
    Answer options =
        service.send(service.anonymous(path).method("OPTIONS", BodyPublishers.noBody()));
    Answer wrong = service.send(service.request(path).method("PATCH", BodyPublishers.noBody()));

    assertThat(options.status()).isEqualTo(200);
    assertThat(options.header("Allow")).isEqualTo(allow);
    assertThat(wrong.status()).isEqualTo(405);
    assertThat(wrong.header("Allow")).isEqualTo(allow);
    assertThat(wrong.json().path("status").asText()).isEqualTo("405 Method Not Allowed");
  }

  @Test
  void anUnknownPathIsNotFoundInTheUsualShape() {
    Answer answer = service.get("/nowhere/at/all");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().path("status").asText()).isEqualTo("404 Not Found");
    assertThat(answer.message()).isEqualTo("No such path: /nowhere/at/all");
  }

  /** 1.1: a page of another site is refused. */
  @Test
  void anOriginOtherThanTheHostIsForbidden() {
    Answer foreign = service.send(service.request("/whoami").header("Origin", "https://evil.org"));
    Answer own =
        service.send(
            service.request("/whoami").header("Origin", "https://127.0.0.1:" + service.port));

    assertThat(foreign.status()).isEqualTo(403);
    assertThat(foreign.message()).isEqualTo("Host and Origin do not match");
    assertThat(own.status()).isEqualTo(200);
  }

  /** 1.3: clients read three integers before all else. */
  @Test
  void discoveryTellsTheVersionAsIntegers() {
    JsonNode root = service.send(service.anonymous("/")).json();

    for (String part : List.of("api", "schema", "delegation")) {
      for (String number : List.of("major", "minor", "patch")) {
        assertThat(root.path(part).path(number).isInt()).as(part + number).isTrue();
      }
    }
    assertThat(root.path("core").path("major").isTextual()).isTrue();
    assertThat(root.path("_links").path("fts:joblist").path("templated").asBoolean()).isTrue();
  }

  /** 1.3: whoami. */
  @Test
  void whoamiTellsTheCaller() {
    JsonNode me =
        service
            .send(
                service.as(
                    "/whoami", "/DC=ch/CN=A B", "/cms/Role=production, /cms, /dune/Role=NULL"))
            .json();

    assertThat(me.path("user_dn").asText()).isEqualTo("/DC=ch/CN=A B");
    assertThat(me.path("dn")).hasSize(1);
    assertThat(me.path("base_id").asText()).isEqualTo("01874efb-4735-4595-bc9c-591aef8240c9");
    assertThat(me.path("vos").toString()).isEqualTo("[\"cms\",\"dune\"]");
    // python: uuid5(UUID(base_id), 'cms')
    assertThat(me.path("vos_id").get(0).asText()).isEqualTo("d5bdc1ae-600f-58dd-a94f-5c16b07974fd");
    // python: sha256(b''.join(b'%d:%s' % (len(t), t) for t in [b'dn', dn, *fqans])).hexdigest()
    assertThat(me.path("delegation_id").asText()).isEqualTo("9be7286d1697cfa7");
    assertThat(me.path("roles").toString()).isEqualTo("[\"production\"]");
    assertThat(me.path("level").path("transfer").asText()).isEqualTo("vo");
    assertThat(me.path("method").asText()).isEqualTo("certificate");
    assertThat(me.path("is_root").asBoolean()).isFalse();
  }

  /** 6.3: nobody in particular. */
  @Test
  void whoamiOfNobodyIsAnon() {
    JsonNode me = service.send(service.anonymous("/whoami")).json();

    assertThat(me.path("user_dn").asText()).isEqualTo("anon");
    assertThat(me.path("method").asText()).isEqualTo("unauthenticated");
    assertThat(me.path("level")).isEmpty();
  }

  /** A request line of 16 KB is served, a much longer one refused. */
  @Test
  void requestLinesMayHave16Kilobytes() {
    String ids = "a".repeat(36);

    assertThat(raw("GET /jobs/" + (ids + ",").repeat(440) + " HTTP/1.1"))
        .startsWith("HTTP/1.1 207");
    assertThat(raw("GET /jobs/" + (ids + ",").repeat(500) + " HTTP/1.1"))
        .containsPattern("\\AHTTP/1\\.[01] 414 ");
  }

  @Test
  void oldHttpIsServed() {
    String answer = service.raw("GET /jobs HTTP/1.0\r\n" + WHO + "\r\n");

    assertThat(answer).startsWith("HTTP/1.0 200").endsWith("\r\n\r\n[]");
  }

  @Test
  void headHasNoBody() {
    assertThat(raw("HEAD /jobs HTTP/1.1")).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n");
    assertThat(raw("HEAD /whoami HTTP/1.1")).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n");
  }

  /** One body in two pieces and a second request on the same connection. */
  @Test
  void pipelinedRequestsAreAnsweredInOrder() {
    String answers =
        service.raw(
            "POST /jobs HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + WHO
                + "Content-Length: 3\r\n\r\n{[}"
                + "GET /whoami HTTP/1.1\r\nHost: x\r\n"
                + WHO
                + "Connection: close\r\n\r\n");

    assertThat(answers)
        .containsSubsequence("HTTP/1.1 400", "Badly formatted", "HTTP/1.1 200", "user_dn");
  }

  @Test
  void eachAnswerIsCountedByItsRoute() {
    service.get("/jobs/11111111-1111-1111-1111-111111111111");
    service.get("/else");

    assertThat(service.served).containsExactly("GET /jobs/{id} 404", "GET none 404");
  }
}
