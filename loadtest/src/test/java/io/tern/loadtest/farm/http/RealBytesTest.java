package io.tern.loadtest.farm.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.loadtest.farm.copy.CopyLog;
import io.tern.loadtest.farm.rule.FarmRules;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The flag that makes the farm move bytes. */
class RealBytesTest {
  private static final String A = "127.9.1.1";
  private static final String B = "127.9.1.2";
  private static final String RULES =
      """
      real_bytes: true
      faults: [{fail: wrong_size, path: "/out/half", at: 0.25}]
      """;

  @TempDir Path directory;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private int port;

  @BeforeEach
  void start() throws Exception {
    port = FarmServerTest.freePort();
    SocketAddress admin = SocketAddress.inetSocketAddress(FarmServerTest.freePort(), A);
    CopyLog log = CopyLog.append(directory.resolve("farm.log"), Clock.systemUTC());
    vertx
        .deployVerticle(new FarmServer(FarmRules.parse(RULES), List.of(A, B), port, admin, log))
        .await(20, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  private String url(String host, String path) {
    return "http://" + host + ":" + port + path;
  }

  private HttpResponse<String> call(String method, String url, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .headers(headers);
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private String digest(String host, String path) throws Exception {
    HttpResponse<String> head = call("HEAD", url(host, path), "Want-Digest", "adler32");
    return head.headers().firstValue("Digest").orElse("no digest")
        + " "
        + head.headers().firstValue("Content-Length").orElse("no length");
  }

  @Test
  void aPullAndAPushCarryTheBytesOfTheirSource() throws Exception {
    String source = "/farm/size/3000001/f";
    assertThat(call("COPY", url(B, "/out/pulled"), "Source", url(A, source)).body())
        .endsWith("success: Created");
    assertThat(call("COPY", url(A, source), "Destination", url(B, "/out/pushed")).body())
        .endsWith("success: Created");

    assertThat(digest(B, "/out/pulled")).isEqualTo(digest(A, source)).endsWith(" 3000001");
    assertThat(digest(B, "/out/pushed")).isEqualTo(digest(A, source));
  }

  @Test
  void aFaultStopsTheBytesWhereItSays() throws Exception {
    String source = "/farm/size/1000000/f";
    assertThat(call("COPY", url(B, "/out/half"), "Source", url(A, source)).body())
        .endsWith("success: Created");
    assertThat(digest(B, "/out/half")).endsWith(" 250000");
  }

  @Test
  void anotherServersRefusalAndItsAbsenceAreTold() throws Exception {
    assertThat(call("COPY", url(B, "/out/a"), "Source", url(A, "/nope")).body())
        .contains("failure: Remote side failed with status code 404");
    String nobody = "http://127.9.1.3:" + port + "/f";
    assertThat(call("COPY", url(B, "/out/b"), "Source", nobody).body()).contains("failure: ");
  }

  @Test
  void headersForTheOtherSideReachItWithoutTheirPrefix() throws Exception {
    HttpServer other =
        vertx
            .createHttpServer()
            .requestHandler(request ->
                request
                    .response()
                    .end(Buffer.buffer(String.valueOf(request.getHeader("Authorization")))))
            .listen(FarmServerTest.freePort(), "127.9.1.4")
            .await(10, TimeUnit.SECONDS);
    String source = "http://127.9.1.4:" + other.actualPort() + "/f";
    String bearer = "Bearer of the source";

    assertThat(
            call(
                    "COPY",
                    url(B, "/out/token"),
                    "Source",
                    source,
                    "TransferHeaderAuthorization",
                    bearer)
                .body())
        .endsWith("success: Created");
    assertThat(call("GET", url(B, "/out/token"), "Accept", "*/*").body()).isEqualTo(bearer);
  }
}
