package io.tern.orchestrator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 1.10: {@code /dm}. */
@ExtendWith(LiveService.class)
class NamespaceRulesTest {
  private final Client client;

  NamespaceRulesTest(Client client) {
    this.client = client;
  }

  @Test
  void aFileIsLookedAtInPosixWords() {
    Reply reply = client.get("/dm/stat?surl=mock://host/f%3Fsize%3D10");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().fieldNames())
        .toIterable()
        .containsExactly("mode", "nlink", "size", "atime", "mtime", "ctime");
    assertThat(reply.json().path("size").asInt()).isEqualTo(10);
  }

  @Test
  void aDirectoryIsListedByName() {
    Reply reply = client.get("/dm/list?surl=mock://host/d%3Flist%3Df:0100644:7,sub:0040755:0");

    assertThat(reply.json().path("f").path("size").asInt()).isEqualTo(7);
    assertThat(reply.json().path("sub/").path("mode").asInt()).isEqualTo(0040755);
  }

  @ParameterizedTest
  @CsvSource({"1,403", "13,403", "2,404", "11,503", "110,503", "93,400", "5,500"})
  void whatAStorageAnswersBecomesAStatus(int errno, int status) {
    Reply reply = client.get("/dm/stat?surl=mock://host/f%3Ferrno%3D" + errno);

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.text("status")).startsWith(Integer.toString(status));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mkdir", "unlink", "rmdir"})
  void namesAreChanged(String what) {
    Reply reply = client.send(Call.post("/dm/" + what, "{'surl':'mock://host/d'}"));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(client.send(Call.post("/dm/" + what, "{}")).status()).isEqualTo(400);
  }

  @Test
  void aNameIsChangedForAnother() {
    String both = "{'old':'mock://host/a','new':'mock://host/b'}";

    assertThat(client.send(Call.post("/dm/rename", both)).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "/etc/passwd", "gopher://host/f"})
  void onlyStoragesAreAsked(String url) {
    assertThat(client.get("/dm/stat?surl=" + url).status()).isEqualTo(400);
  }
}
