package io.tern.orchestrator.api.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.orchestrator.api.Service;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The second listener. */
class HealthServerTest {
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicBoolean ready = new AtomicBoolean();
  private HealthServer server;
  private int port;

  @BeforeEach
  void start() {
    server =
        new HealthServer(
            vertx,
            "127.0.0.1",
            0,
            () -> new Readiness(ready.get(), "{\"kafka\":" + ready.get() + "}"),
            () -> new Scrape("text/plain; version=0.0.4", "tern_up 1\n"),
            () -> new Scrape("text/plain; version=0.0.4", "tern_link_up 1\n"));
    port = Service.await(server.start());
  }

  @AfterEach
  void stop() {
    client.close();
    Service.await(server.stop());
    Service.await(vertx.close());
  }

  private HttpResponse<String> send(String method, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return client.send(
        HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody()).build(),
        BodyHandlers.ofString());
  }

  @Test
  void livesWhileNotReady() throws IOException, InterruptedException {
    assertThat(send("GET", "/livez").statusCode()).isEqualTo(200);
    assertThat(send("GET", "/readyz").statusCode()).isEqualTo(503);
    assertThat(send("GET", "/readyz").body()).isEqualTo("{\"kafka\":false}");

    ready.set(true);

    assertThat(send("GET", "/readyz").statusCode()).isEqualTo(200);
  }

  @Test
  void metricsCarryTheirContentType() throws IOException, InterruptedException {
    HttpResponse<String> metrics = send("GET", "/metrics");

    assertThat(metrics.body()).isEqualTo("tern_up 1\n");
    assertThat(metrics.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4");
  }

  @Test
  void metricsOfLinksHaveTheirOwnPath() throws IOException, InterruptedException {
    assertThat(send("GET", "/metrics/links").body()).isEqualTo("tern_link_up 1\n");
  }

  @Test
  void nothingElseIsServed() throws IOException, InterruptedException {
    assertThat(send("POST", "/livez").statusCode()).isEqualTo(405);
    assertThat(send("GET", "/jobs").statusCode()).isEqualTo(404);
  }
}
