package io.tern.orchestrator.security.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.orchestrator.api.Service;
import io.tern.orchestrator.security.address.AddressRange;
import io.tern.orchestrator.security.address.AddressRules;
import io.tern.orchestrator.security.address.Outbound;
import io.tern.storage.http.Addresses;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetServer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An issuer may be reached, and names places inside, where nobody is asked. */
class HostileIssuerTest {
  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger asked = new AtomicInteger();
  private NetServer canary;
  private HttpServer issuer;
  private String inside = "";

  @BeforeEach
  void listen() {
    canary =
        Service.await(
            vertx
                .createNetServer()
                .connectHandler(socket -> connections.incrementAndGet())
                .listen(0, "127.0.0.1"));
    issuer =
        Service.await(vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.9"));
  }

  @AfterEach
  void close() {
    Service.await(vertx.close());
  }

  private void answer(HttpServerRequest request) {
    asked.incrementAndGet();
    boolean moved = request.path().startsWith("/moved");
    var unused =
        moved
            ? request.response().setStatusCode(307).putHeader("Location", inside).end()
            : request
                .response()
                .end("{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(url(), inside));
  }

  private String url() {
    return "http://issuer.example.org:" + issuer.actualPort();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:PORT/keys",
        "http://2130706433:PORT/keys",
        "http://0x7f.1:PORT/keys",
        "http://[::ffff:127.0.0.1]:PORT/keys",
        "http://inside.example.org:PORT/keys",
        "http://both.example.org:PORT/keys",
        "http://user@127.0.0.1:PORT/keys",
        "https://127.0.0.1:PORT/keys",
        "ftp://127.0.0.1:PORT/keys",
        "file:///etc/passwd"
      })
  void sendsNobodyInside(String template) throws Exception {
    inside = template.replace("PORT", "" + canary.actualPort());
    AddressRules onlyNine = new AddressRules(List.of(AddressRange.parse("127.0.0.9/32")));
    Outbound outbound =
        new Outbound(vertx, new Addresses(vertx, onlyNine, HostileIssuerTest::resolve));
    Discovery discovery = new Discovery(outbound);

    for (String from : List.of(url(), url() + "/moved")) {
      Future<?> keys = discovery.keysOf(from);
      keys.toCompletionStage()
          .handle((found, why) -> "")
          .toCompletableFuture()
          .get(20, TimeUnit.SECONDS);

      assertThat(keys.cause()).as(from).isNotNull();
      assertThat(keys.cause().getMessage()).isNotEmpty();
    }
    assertThat(asked).hasValue(2);
    assertThat(connections).hasValue(0);
  }

  private static List<InetAddress> resolve(String host) throws UnknownHostException {
    return switch (host) {
      case "issuer.example.org" -> List.of(InetAddress.ofLiteral("127.0.0.9"));
      case "inside.example.org" -> List.of(InetAddress.ofLiteral("127.0.0.1"));
      case "both.example.org" ->
          List.of(InetAddress.ofLiteral("1.1.1.1"), InetAddress.ofLiteral("127.0.0.1"));
      default -> List.of(InetAddress.getAllByName(host));
    };
  }
}
