package io.tern.loadtest.farm.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tern.loadtest.farm.copy.CopyLog;
import io.tern.loadtest.farm.rule.FarmRules;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.zip.Adler32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FarmServerTest {
  private static final String XROOTD = "127.9.0.1";
  private static final String STORM = "127.9.0.2";
  private static final String SLOW_RULES =
      """
      listings: true
      storages:
        - {hosts: "127.9.0.2", dialect: storm, copy_bytes_per_s: 20000, marker_ms: 100}
        - {copy_bytes_per_s: 20000, marker_ms: 100}
      """;

  @TempDir Path directory;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private int port;
  private int adminPort;

  @BeforeEach
  void start() throws Exception {
    port = freePort();
    adminPort = freePort();
    FarmServer farm =
        new FarmServer(
            FarmRules.parse(SLOW_RULES),
            List.of(XROOTD, STORM),
            port,
            SocketAddress.inetSocketAddress(adminPort, "127.0.0.1"),
            CopyLog.append(directory.resolve("farm.log"), Clock.systemUTC()));
    vertx.deployVerticle(farm).await(20, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  /** Below the ports that the kernel gives to clients. */
  static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
      try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(XROOTD))) {
        return probe.getLocalPort();
      } catch (IOException taken) {
        continue;
      }
    }
  }

  private String pull(String host, long bytes, String path) {
    return "COPY %s HTTP/1.1\r\nHost: %s\r\nSource: http://%s:%d/farm/size/%d/f\r\n"
            .formatted(path, host, XROOTD, port, bytes)
        + "Overwrite: F\r\nCredential: none\r\n\r\n";
  }

  private Socket send(String host, String request) throws IOException {
    Socket socket = new Socket(host, port);
    socket.setSoTimeout(20_000);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String read(Socket socket, String until) throws IOException {
    StringBuilder text = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (text.indexOf(until) < 0) {
      int octet = in.read();
      if (octet < 0) {
        throw new IOException("closed after: " + text);
      }
      text.append((char) octet);
    }
    return text.toString();
  }

  private HttpResponse<String> call(String method, String host, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode report() throws IOException, InterruptedException {
    return new ObjectMapper().readTree(admin("/farm/report"));
  }

  private String admin(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + adminPort + path);
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private JsonNode reportWhen(Predicate<JsonNode> due) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    JsonNode report = report();
    while (!due.test(report) && System.nanoTime() < deadline) {
      report = report();
    }
    return report;
  }

  private int control(String body) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + adminPort + "/farm/control");
    return http.send(
            HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
            HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }

  @Test
  void anXrootdCopyOnTheWire() throws Exception {
    try (Socket socket = send(XROOTD, pull(XROOTD, 10_000, "/out/a"))) {
      String answer = read(socket, "0\r\n\r\n");

      assertThat(answer).startsWith("HTTP/1.1 201 Created\r\n");
      assertThat(answer).contains("8f\r\nPerf Marker\nTimestamp: ", "Content-Type: text/plain");
      assertThat(answer).endsWith("10\r\nsuccess: Created\r\n0\r\n\r\n");
      assertThat(report().path("markers").asInt()).isGreaterThanOrEqualTo(3);

      socket
          .getOutputStream()
          .write(pull(XROOTD, 10, "/out/b").getBytes(StandardCharsets.US_ASCII));
      assertThat(read(socket, "0\r\n\r\n")).contains("success: Created");
    }
  }

  @Test
  void aHeaderInLowerCaseIsNotSeen() throws Exception {
    String request = pull(XROOTD, 10, "/out/a").replace("Source:", "source:");
    try (Socket socket = send(XROOTD, request)) {
      assertThat(read(socket, "specified"))
          .startsWith("HTTP/1.1 400 ")
          .endsWith("No Source or Destination specified");
    }
  }

  @Test
  void stormGoesOnWhenItsClientHangsUpAndXrootdDoesNot() throws Exception {
    try (Socket socket = send(STORM, pull(STORM, 10_000, "/out/a"))) {
      assertThat(read(socket, "End\n")).startsWith("HTTP/1.1 202 Accepted\r\n");
    }
    assertThat(reportWhen(report -> report.path("live").asInt() == 0).path("done").asInt())
        .isEqualTo(1);
    assertThat(call("HEAD", STORM, "/out/a").headers().firstValue("Content-Length"))
        .contains("10000");

    try (Socket socket = send(XROOTD, pull(XROOTD, 10_000_000, "/out/a"))) {
      assertThat(read(socket, "End\n")).startsWith("HTTP/1.1 201 Created\r\n");
    }
    assertThat(reportWhen(report -> report.path("live").asInt() == 0).path("abandoned").asInt())
        .isEqualTo(1);
  }

  @Test
  void theOrdinaryMethodsOfAStorage() throws Exception {
    assertThat(call("MKCOL", XROOTD, "/dir").statusCode()).isEqualTo(201);
    HttpResponse<String> head = call("HEAD", XROOTD, "/farm/size/0/f", "Want-Digest", "adler32");
    assertThat(head.headers().firstValue("Digest")).contains("adler32=00000001");
    assertThat(call("GET", XROOTD, "/farm/size/100000/f").headers().firstValue("Content-Length"))
        .contains("100000");
    assertThat(call("HEAD", XROOTD, "/nope").statusCode()).isEqualTo(404);
    assertThat(call("MOVE", XROOTD, "/farm/size/5/f", "Destination", "/dir/g").statusCode())
        .isEqualTo(201);
    assertThat(call("PROPFIND", XROOTD, "/dir", "Depth", "1").body())
        .contains("<D:href>/dir/</D:href>", "<D:href>/dir/g</D:href>", "contentlength>5<");
    assertThat(call("PROPFIND", XROOTD, "/dir", "Depth", "0").body()).doesNotContain("/dir/g");
    assertThat(call("DELETE", XROOTD, "/dir").statusCode()).isEqualTo(500);
    assertThat(call("DELETE", XROOTD, "/dir/g").statusCode()).isEqualTo(200);
    assertThat(call("DELETE", XROOTD, "/dir/g").statusCode()).isEqualTo(404);
    assertThat(call("OPTIONS", XROOTD, "/dir").headers().firstValue("Allow").orElse(""))
        .contains("COPY");
  }

  @Test
  void theBytesOfASourceAreThoseOfItsChecksum() throws Exception {
    URI uri = URI.create("http://" + XROOTD + ":" + port + "/farm/size/300001/f");
    HttpRequest get = HttpRequest.newBuilder(uri).header("Want-Digest", "adler32").build();
    HttpResponse<byte[]> answer = http.send(get, HttpResponse.BodyHandlers.ofByteArray());
    Adler32 sum = new Adler32();
    sum.update(answer.body());

    assertThat(answer.body().length).isEqualTo(300_001);
    assertThat(answer.headers().firstValue("Digest"))
        .contains("adler32=%08x".formatted(sum.getValue()));
  }

  @Test
  void controlChangesFaultsAndRefusesWhatItDoesNotKnow() throws Exception {
    assertThat(control("{\"faults\": [{\"fail\": \"denied\", \"method\": \"HEAD\"}]}"))
        .isEqualTo(200);
    assertThat(call("HEAD", XROOTD, "/farm/size/1/f").statusCode()).isEqualTo(403);
    assertThat(admin("/farm/metrics")).endsWith("\ntern_farm_fault_rules 1\n");
    assertThat(control("{\"faults\": []}")).isEqualTo(200);
    assertThat(admin("/farm/metrics")).endsWith("\ntern_farm_fault_rules 0\n");
    assertThat(call("HEAD", XROOTD, "/farm/size/1/f").statusCode()).isEqualTo(200);
    assertThat(control("{\"fauts\": []}")).isEqualTo(400);
  }

  @Test
  void bytesThatWereUploadedComeBack() throws Exception {
    URI uri = URI.create("http://" + XROOTD + ":" + port + "/up/text");
    HttpRequest put =
        HttpRequest.newBuilder(uri)
            .PUT(HttpRequest.BodyPublishers.ofString("some text, not repeating"))
            .build();
    assertThat(http.send(put, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    assertThat(call("GET", XROOTD, "/up/text").body()).isEqualTo("some text, not repeating");
  }
}
