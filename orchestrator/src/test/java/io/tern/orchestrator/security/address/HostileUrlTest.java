package io.tern.orchestrator.security.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.FailureClass;
import io.tern.orchestrator.api.Service;
import io.tern.orchestrator.api.Service.Answer;
import io.tern.orchestrator.api.submission.Limits;
import io.tern.storage.Location;
import io.tern.storage.Stat;
import io.tern.storage.Storage;
import io.tern.storage.StorageException;
import io.tern.storage.failure.UnknownAnswers;
import io.tern.storage.http.Addresses;
import io.tern.storage.webdav.WebDavSettings;
import io.tern.storage.webdav.WebDavStorage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.NetServer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * URLs that want Tern to ask for them inside: refused with a reason, and nobody inside is asked.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileUrlTest {
  private static final Map<String, List<String>> NAMES =
      Map.of(
          "inside.example.org", List.of("127.0.0.1"),
          "inside.example.org.", List.of("127.0.0.1"),
          "both.example.org", List.of("1.1.1.1", "127.0.0.1"),
          "private.example.org", List.of("10.0.0.1"),
          "metadata.example.org", List.of("169.254.169.254"),
          "mapped.example.org", List.of("::ffff:127.0.0.1"),
          "nat64.example.org", List.of("64:ff9b::7f00:1"),
          "local6.example.org", List.of("fd00::1"),
          "localhost", List.of("127.0.0.1", "::1"),
          "localhost.", List.of("127.0.0.1"));

  private final Vertx vertx = Vertx.vertx();
  private final AddressRules rules = new AddressRules(List.of());
  private final AtomicInteger connections = new AtomicInteger();
  private NetServer canary;
  private Service service;

  @BeforeAll
  void listen() {
    canary =
        Service.await(
            vertx
                .createNetServer()
                .connectHandler(socket -> connections.incrementAndGet())
                .listen(0, "127.0.0.1"));
    StoragePolicy policy = new StoragePolicy(rules, Map.of());
    service = new Service(settings -> settings.with(Limits.DEFAULT, policy));
  }

  @AfterAll
  void close() {
    service.close();
    Service.await(vertx.close());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:PORT/x",
        "http://127.0.0.1/x",
        "http://127.1:PORT/x",
        "http://127.0.1:PORT/x",
        "http://2130706433:PORT/x",
        "http://017700000001:PORT/x",
        "http://0x7f000001:PORT/x",
        "http://0x7f.0.0.1:PORT/x",
        "http://0X7F.1:PORT/x",
        "http://0177.0.0.1:PORT/x",
        "http://127.0.0.01:PORT/x",
        "http://00127.0.0.1:PORT/x",
        "http://127.0.0.1.:PORT/x",
        "http://1:PORT/x",
        "http://0:PORT/x",
        "http://0.0.0.0:PORT/x",
        "http://127.255.255.254:PORT/x",
        "http://256.256.256.256:PORT/x",
        "http://[::1]:PORT/x",
        "http://[::]:PORT/x",
        "http://[0:0:0:0:0:0:0:1]:PORT/x",
        "http://[::ffff:127.0.0.1]:PORT/x",
        "http://[::ffff:7f00:1]:PORT/x",
        "http://[::127.0.0.1]:PORT/x",
        "http://[64:ff9b::127.0.0.1]:PORT/x",
        "http://[64:ff9b:1::7f00:1]:PORT/x",
        "http://[2002:7f00:1::]:PORT/x",
        "http://[2001:0:7f00:1::1]:PORT/x",
        "http://[fe80::1]:PORT/x",
        "http://[fe80::1%25lo]:PORT/x",
        "http://[fe80::1%lo]:PORT/x",
        "http://[::1%251]:PORT/x",
        "http://[fd00::1]:PORT/x",
        "http://[ff02::1]:PORT/x",
        "http://[1::2::3]:PORT/x",
        "http://[127.0.0.1]:PORT/x",
        "http://169.254.169.254/latest/meta-data/",
        "http://2852039166/latest/meta-data/",
        "http://10.0.0.1:PORT/x",
        "http://172.16.0.1/x",
        "http://192.168.1.1:8080/x",
        "http://100.64.0.1/x",
        "http://224.0.0.1/x",
        "http://255.255.255.255/x",
        "http://user@127.0.0.1:PORT/x",
        "http://example.org@127.0.0.1:PORT/x",
        "http://example.org:80@127.0.0.1:PORT/x",
        "http://127.0.0.1:PORT\\@example.org/x",
        "http://example.org\\@127.0.0.1:PORT/x",
        "http://example.org#@127.0.0.1:PORT/x",
        "http://127.0.0.1:PORT#.example.org/x",
        "http://127.0.0.1:PORT?.example.org/x",
        "http://127.0.0.1%2eexample.org:PORT/x",
        "http://%31%32%37.0.0.1:PORT/x",
        "http://①②⑦.⓪.⓪.①:PORT/x",
        "http://127。0。0。1:PORT/x",
        "http://127.0.0.1\t:PORT/x",
        "http://127.0.0.1\r\nHost: x:PORT/x",
        "http:127.0.0.1:PORT/x",
        "http:/127.0.0.1:PORT/x",
        "http:///127.0.0.1:PORT/x",
        "//127.0.0.1:PORT/x",
        "http://localhost:PORT/x",
        "http://LOCALHOST:PORT/x",
        "http://localhost.:PORT/x",
        "http://inside.example.org:PORT/x",
        "http://inside.example.org.:PORT/x",
        "dav://inside.example.org:PORT/x",
        "https://inside.example.org:PORT/x",
        "davs://inside.example.org:PORT/x",
        "http://both.example.org:PORT/x",
        "http://private.example.org/x",
        "http://metadata.example.org/latest/meta-data/",
        "http://mapped.example.org:PORT/x",
        "http://nat64.example.org:PORT/x",
        "http://local6.example.org:PORT/x",
        "http://example.org:22/x",
        "http://example.org:6/x",
        "http://example.org:0/x",
        "file:///etc/passwd",
        "file://127.0.0.1/etc/passwd",
      })
  void isRefusedAndNobodyInsideIsAsked(String template) {
    String url = template.replace("PORT", "" + canary.actualPort());

    Answer answer = submit(url);
    String reason = answer.status() == 400 ? answer.message() : attempt(url);

    assertThat(answer.status()).isIn(200, 400);
    assertThat(reason).isNotEmpty();
    assertThat(connections).hasValue(0);
  }

  private Answer submit(String url) {
    String text = url.replace("\\", "\\\\").replace("\t", "\\t").replace("\r\n", "\\r\\n");
    return service.submit(
        "{'files':[{'sources':['" + text + "'],'destinations':['https://b.org/f']}]}");
  }

  private String attempt(String url) {
    WebDavStorage storage = storage(HostileUrlTest::resolve);
    Failed failed = failure(storage.stat(Location.open(url), Storage.Wanted.NOTHING));
    Service.await(storage.close());
    assertThat(failed.kind()).as(failed.message()).isEqualTo(FailureClass.PERMISSION);
    return failed.message();
  }

  /** The first answer is for the check, the second for whoever asks again. */
  @Test
  void connectsToTheAddressThatWasCheckedAndToNoLater() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    HttpServer public4 =
        Service.await(
            vertx
                .createHttpServer()
                .requestHandler(
                    request -> request.response().putHeader("Content-Length", "7").end("1234567"))
                .listen(canary.actualPort(), "127.0.0.9"));
    AddressRules onlyNine = new AddressRules(List.of(AddressRange.parse("127.0.0.9/32")));
    WebDavStorage storage =
        new WebDavStorage(
            vertx,
            WebDavSettings.DEFAULT,
            new Addresses(
                vertx,
                onlyNine,
                host ->
                    List.of(
                        InetAddress.ofLiteral(
                            asked.getAndIncrement() == 0 ? "127.0.0.9" : "127.0.0.1"))),
            new UnknownAnswers());
    Location file = Location.open("http://rebinding.example.org:" + canary.actualPort() + "/f");

    Stat first = Service.await(storage.stat(file, Storage.Wanted.NOTHING));

    assertThat(first.size()).isEqualTo(7);
    assertThat(asked).hasValue(1);
    assertThat(connections).hasValue(0);
    Service.await(storage.close());
    Service.await(public4.close());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:PORT/x",
        "http://2130706433:PORT/x",
        "http://inside.example.org:PORT/x",
        "http://user@127.0.0.1:PORT/x",
        "//127.0.0.1:PORT/x",
        "http://[::ffff:127.0.0.1]:PORT/x",
        "http://both.example.org:PORT/x",
        "ftp://127.0.0.1:PORT/x",
        "gopher://127.0.0.1:PORT/x"
      })
  void followsNoRedirectInside(String template) {
    String inside = template.replace("PORT", "" + canary.actualPort());
    HttpServer door =
        Service.await(
            vertx
                .createHttpServer()
                .requestHandler(request ->
                    request.response().setStatusCode(307).putHeader("Location", inside).end())
                .listen(0, "127.0.0.9"));
    AddressRules onlyNine = new AddressRules(List.of(AddressRange.parse("127.0.0.9/32")));
    WebDavStorage storage =
        new WebDavStorage(
            vertx,
            WebDavSettings.DEFAULT,
            new Addresses(vertx, onlyNine, HostileUrlTest::resolve),
            new UnknownAnswers());

    Failed failed =
        failure(
            storage.stat(
                Location.open("http://door.example.org:" + door.actualPort() + "/f"),
                Storage.Wanted.NOTHING));

    assertThat(failed.message()).isNotEmpty();
    assertThat(connections).hasValue(0);
    Service.await(storage.close());
    Service.await(door.close());
  }

  private WebDavStorage storage(Addresses.Resolver resolver) {
    return new WebDavStorage(
        vertx, WebDavSettings.DEFAULT, new Addresses(vertx, rules, resolver), new UnknownAnswers());
  }

  /** Names as an attacker's server would have them; literals as the system reads them. */
  private static List<InetAddress> resolve(String host) throws UnknownHostException {
    if (host.equals("door.example.org")) {
      return List.of(InetAddress.ofLiteral("127.0.0.9"));
    }
    List<String> known = NAMES.get(host);
    return known == null
        ? List.of(InetAddress.getAllByName(host))
        : known.stream().map(InetAddress::ofLiteral).toList();
  }

  private record Failed(FailureClass kind, String message) {}

  private static Failed failure(Future<?> future) {
    try {
      future.toCompletionStage().toCompletableFuture().join();
      throw new AssertionError("it was answered");
    } catch (CompletionException e) {
      StorageException failure = (StorageException) e.getCause();
      return new Failed(failure.failure().failureClass(), failure.failure().message());
    }
  }
}
