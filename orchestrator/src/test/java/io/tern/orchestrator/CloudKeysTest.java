package io.tern.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.orchestrator.coordinator.OwnKafka;
import io.tern.storage.s3.S3Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that an operator sets open an S3 server that checks them, for those whom they are for. */
@Tag("full")
class CloudKeysTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String STORAGE = "/config/cloud_storage/S3:127.0.0.4";
  private static final String GOOD = "'access_key':'testkey','secret_key':'testsecret'}";
  private static final String BAD = "'access_key':'testkey','secret_key':'another'}";

  @TempDir Path data;

  @Test
  void openAStorageForTheVoAndBeforeThatForTheUserThatTheyAreFor() throws Exception {
    try (OwnKafka kafka = OwnKafka.start(data.resolve("kafka"), 20_300);
        S3Proxy s3 = S3Proxy.start();
        Tern tern =
            Tern.start(
                TestingTern.sealing(
                    TestingTern.settings(
                        "one", data.resolve("one"), Optional.of(kafka.clients().connection()))))) {
      Files.writeString(s3.directory().resolve("f"), "content");

      assertThat(failure(tern, s3, "a")).contains("no access key for 127.0.0.4");

      send(tern, "POST", "/config/cloud_storage", "{'storage_name':'S3:127.0.0.4'}");
      send(tern, "POST", STORAGE, "{'vo_name':'other'," + GOOD);
      assertThat(failure(tern, s3, "b")).contains("no access key for 127.0.0.4");

      send(tern, "POST", STORAGE, "{'vo_name':'test'," + GOOD);
      assertThat(awaitEnd(tern, copy(tern, s3, "c"))).contains("\"file_state\":\"FINISHED\"");
      assertThat(s3.directory().resolve("c")).hasContent("content");

      send(tern, "POST", STORAGE, "{'user_dn':'/CN=tester'," + BAD);
      assertThat(failure(tern, s3, "d")).contains("SOURCE [13]");

      send(tern, "DELETE", STORAGE, "");
      assertThat(failure(tern, s3, "e")).contains("no access key for 127.0.0.4");
    }
  }

  private static String failure(Tern tern, S3Proxy s3, String name) throws Exception {
    String files = awaitEnd(tern, copy(tern, s3, name));
    assertThat(files).contains("\"file_state\":\"FAILED\"");
    assertThat(s3.directory().resolve(name)).doesNotExist();
    return files;
  }

  private static String copy(Tern tern, S3Proxy s3, String name) throws Exception {
    String file = "{'sources':['%s'],'destinations':['%s']}".formatted(s3.url("f"), s3.url(name));
    String answer = send(tern, "POST", "/jobs", "{'files':[" + file + "],'params':{}}");
    return answer.replaceAll(".*\"([0-9a-f-]{36})\".*", "$1");
  }

  private static String awaitEnd(Tern tern, String job) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> send(tern, "GET", "/jobs/" + job + "/files", ""),
            files -> files.contains("FINISHED") || files.contains("FAILED"));
  }

  private static String send(Tern tern, String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + tern.httpPort() + path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body.replace('\'', '"')))
            .build();
    return HTTP.send(request, BodyHandlers.ofString()).body();
  }
}
