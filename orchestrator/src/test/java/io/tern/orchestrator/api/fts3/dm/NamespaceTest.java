package io.tern.orchestrator.api.fts3.dm;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.orchestrator.api.Service;
import io.tern.orchestrator.api.Service.Answer;
import io.tern.orchestrator.api.submission.Limits;
import io.tern.orchestrator.security.address.AddressRules;
import io.tern.orchestrator.security.address.StoragePolicy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 1.10, {@code /dm}: over a storage that keeps what it is told. */
class NamespaceTest {
  private static final String HOME = "memory://host/home";

  private Service service;

  @BeforeEach
  void start() {
    service = new Service();
    service.storage.put(HOME + "/file", "hello".getBytes(StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private Answer stat(String name) {
    return service.get("/dm/stat?surl=" + HOME + name);
  }

  private Answer change(String what, String body) {
    return service.post("/dm/" + what, body.replace('\'', '"'));
  }

  @Test
  void aFileIsLookedAt() {
    Answer answer = stat("/file");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("size").asLong()).isEqualTo(5);
    assertThat(answer.json().path("mode").asInt()).isEqualTo(0100644);
    assertThat(answer.json().path("nlink").asInt()).isEqualTo(1);
  }

  @Test
  void aDirectoryIsLookedAtAndListed() {
    Answer list = service.get("/dm/list?surl=memory://host/");

    assertThat(stat("").json().path("mode").asInt()).isEqualTo(0040755);
    assertThat(list.json().path("home/").path("mode").asInt()).isEqualTo(0040755);
    assertThat(service.get("/dm/list?surl=" + HOME).json().path("file").path("size").asLong())
        .isEqualTo(5);
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThat(stat("/nothing").status()).isEqualTo(404);
  }

  @Test
  void filesAndDirectoriesAreMadeMovedAndRemoved() {
    assertThat(change("mkdir", "{'surl':'" + HOME + "/new'}").raw().body()).isEqualTo("null");
    assertThat(
            change("rename", "{'old':'" + HOME + "/file','new':'" + HOME + "/new/file'}").status())
        .isEqualTo(200);
    assertThat(stat("/new/file").status()).isEqualTo(200);
    assertThat(change("unlink", "{'surl':'" + HOME + "/new/file'}").status()).isEqualTo(200);
    assertThat(stat("/new/file").status()).isEqualTo(404);
    assertThat(change("rmdir", "{'surl':'" + HOME + "/new'}").status()).isEqualTo(200);
    assertThat(service.get("/dm/list?surl=" + HOME).json()).isEmpty();
  }

  @Test
  void whatIsNoUrlIsRefused() {
    assertThat(service.get("/dm/stat").message()).isEqualTo("Missing parameter: surl");
    assertThat(service.get("/dm/stat?surl=/etc").status()).isEqualTo(400);
    assertThat(change("rename", "{'old':'" + HOME + "'}").message())
        .isEqualTo("Missing parameter: new");
  }

  @Test
  void theUseOfTheOperatorsKeysIsNoted() {
    service.storage.put("s3s://a.keyed.org/bucket/f?secret", new byte[1]);
    String file = "s3s://a.keyed.org/bucket/f?secret";

    assertThat(service.get("/dm/stat?surl=" + file).status()).isEqualTo(200);
    assertThat(change("rename", "{'old':'" + file + "','new':'" + HOME + "/f'}").status())
        .isEqualTo(200);
    assertThat(stat("/f").status()).isEqualTo(200);

    String alice = Service.ALICE + " of cms: ";
    assertThat(service.uses.lines)
        .containsExactly(
            alice + "stat s3s://a.keyed.org by OPERATOR",
            alice + "rename s3s://a.keyed.org by OPERATOR");
  }

  @Test
  void whatCannotBeNotedIsNotDone() {
    service.uses.away = true;
    service.storage.put("s3s://keyed.org/bucket/f", new byte[1]);

    Answer answer = change("unlink", "{'surl':'s3s://keyed.org/bucket/f'}");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("5");
    assertThat(service.storage.content("s3s://keyed.org/bucket/f")).isPresent();
    assertThat(stat("/file").status()).isEqualTo(200);
  }

  /** As in submissions: an operator's own keys may open what is not the caller's. */
  @Test
  void onlyStoragesThatTheVoMayUseAreAsked() {
    service.close();
    StoragePolicy policy =
        new StoragePolicy(new AddressRules(List.of()), Map.of("*", List.of("memory://host/home/")));
    service = new Service(settings -> settings.with(Limits.DEFAULT, policy));
    service.storage.put(HOME + "/file", new byte[1]);
    service.storage.put("memory://host/other/file", new byte[1]);

    assertThat(stat("/file").status()).isEqualTo(200);
    for (String url :
        List.of(
            "memory://host/other/file",
            "memory://host/home/../other/file",
            "memory://host/home/%2e%2e/other/file",
            "memory://elsewhere/home/file",
            "https://127.0.0.1/home/file",
            "https://me@host/home/file")) {
      assertThat(service.get("/dm/stat?surl=" + url.replace("%", "%25")).status())
          .as(url)
          .isEqualTo(400);
      assertThat(change("unlink", "{'surl':'" + url + "'}").status()).as(url).isEqualTo(400);
      assertThat(change("rename", "{'old':'" + HOME + "/file','new':'" + url + "'}").status())
          .as(url)
          .isEqualTo(400);
    }
    assertThat(service.storage.content("memory://host/other/file")).isPresent();
    assertThat(stat("/file").status()).isEqualTo(200);
  }
}
