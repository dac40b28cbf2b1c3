package io.tern.storage.webdav;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.FailureClass;
import io.tern.job.Side;
import io.tern.storage.Access;
import io.tern.storage.AddressGuard;
import io.tern.storage.CopyEnd;
import io.tern.storage.CopyRequest;
import io.tern.storage.CopyRequest.Direction;
import io.tern.storage.Location;
import io.tern.storage.Loop;
import io.tern.storage.Storage;
import io.tern.storage.Storage.Purpose;
import io.tern.storage.Storage.Wanted;
import io.tern.storage.Storages;
import io.tern.storage.failure.UnknownAnswers;
import io.tern.storage.http.AuthorityDirectory;
import io.vertx.core.Vertx;
import io.vertx.core.net.TrustOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** XRootD over https that knows users by their certificates and makes macaroons for them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebDavProxyTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final Vertx vertx = Vertx.vertx();
  private final Loop loop = new Loop(vertx);
  private XrootdPair pair;
  private WebDavStorage web;
  private Storages storages;
  private AuthorityDirectory authorities;
  private Access user;

  @BeforeAll
  void startServers() throws Exception {
    pair = XrootdPair.start(XrootdPair::withMacaroons);
    authorities = new AuthorityDirectory(pair.authority().resolveSibling("certs"));
    user = pair.proxyOf("tester");
    web =
        new WebDavStorage(
            vertx,
            WebDavSettings.DEFAULT.trusting(TrustOptions.wrap(authorities)),
            AddressGuard.OPEN,
            new UnknownAnswers());
    storages = new Storages(Map.of("davs", web));
    Files.writeString(pair.files("a").resolve("f"), "content");
  }

  @AfterAll
  void stopServers() throws Exception {
    if (web != null) {
      web.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    if (pair != null) {
      pair.close();
    }
  }

  @Test
  void opensWithTheUsersProxyWhatIsShutToOthers() throws Exception {
    String url = pair.urlA("davs") + "f";

    assertThat(loop.of(() -> web.stat(new Location(url, user), Wanted.NOTHING)).size())
        .isEqualTo(7);
    assertThat(loop.failure(() -> web.stat(Location.open(url), Wanted.NOTHING)).failureClass())
        .isEqualTo(FailureClass.PERMISSION);
    Location strange = new Location(url, pair.proxyOf("stranger"));
    assertThat(loop.failure(() -> web.stat(strange, Wanted.NOTHING)).failureClass())
        .isEqualTo(FailureClass.PERMISSION);
  }

  @ParameterizedTest
  @EnumSource(
      value = Direction.class,
      names = {"PULL", "PUSH"})
  void copiesForACertificateWithAMacaroonForThePassiveSide(Direction direction) throws Exception {
    Location source = new Location(pair.urlA("davs") + "f", user);
    Location destination = new Location(pair.urlB("davs") + "to-" + direction, user);

    CopyEnd end = copy(source, destination, direction);

    assertThat(end).isEqualTo(new CopyEnd.Copied());
    assertThat(loop.of(() -> web.stat(destination, Wanted.NOTHING)).size()).isEqualTo(7);
  }

  @Test
  void blamesThePassiveSideThatKnowsNotTheUser() throws Exception {
    Location source = new Location(pair.urlA("davs") + "f", pair.proxyOf("stranger"));
    Location destination = new Location(pair.urlB("davs") + "strange", user);

    CopyEnd end = copy(source, destination, Direction.PULL);

    assertThat(end)
        .isInstanceOfSatisfying(
            CopyEnd.Broken.class,
            broken -> {
              assertThat(broken.failure().side()).isEqualTo(Side.SOURCE);
              assertThat(broken.failure().failureClass()).isEqualTo(FailureClass.PERMISSION);
            });
  }

  @Test
  void fetchesOneMacaroonForEachFileAndPurposeAndKeepsIt() throws Exception {
    Location file = new Location(pair.urlA("davs") + "f", user);

    Location first = loop.of(() -> web.grant(file, Purpose.READ, LONG));
    Location again = loop.of(() -> web.grant(file, Purpose.READ, LONG));
    Location other = loop.of(() -> web.grant(file, Purpose.WRITE, LONG));

    assertThat(first.access()).isInstanceOf(Access.Bearer.class).isEqualTo(again.access());
    assertThat(other.access()).isInstanceOf(Access.Bearer.class).isNotEqualTo(first.access());
    assertThat(loop.of(() -> web.stat(first, Wanted.NOTHING)).size()).isEqualTo(7);
  }

  @Test
  void takesUpAChangedDirectoryOfAuthoritiesInPlace() throws Exception {
    Location file = new Location(pair.urlA("davs") + "f", Access.NONE);
    Path directory = Files.createTempDirectory("authorities");
    Path others = directory.resolve("other.pem");
    Files.copy(pair.authority(), directory.resolve("site.pem"));
    AuthorityDirectory changing = new AuthorityDirectory(directory);
    WebDavStorage storage =
        new WebDavStorage(
            vertx,
            WebDavSettings.DEFAULT.trusting(TrustOptions.wrap(changing)),
            AddressGuard.OPEN,
            new UnknownAnswers());
    FailureClass trusted = loop.failure(() -> storage.stat(file, Wanted.NOTHING)).failureClass();

    pair.otherAuthority(others);
    Files.delete(directory.resolve("site.pem"));
    boolean changed = changing.reload();
    FailureClass untrusted =
        loop.failure(() -> storage.stat(inAnotherPool(file), Wanted.NOTHING)).failureClass();

    assertThat(trusted).isEqualTo(FailureClass.PERMISSION);
    assertThat(changed).isTrue();
    assertThat(changing.reload()).isFalse();
    assertThat(untrusted).isEqualTo(FailureClass.TLS);
    storage.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  /** Another port and address, so that no connection from before is used. */
  private Location inAnotherPool(Location file) {
    return new Location(file.url().replace(pair.urlA("davs"), pair.urlB("davs")), Access.NONE);
  }

  private CopyEnd copy(Location source, Location destination, Direction direction)
      throws Exception {
    CopyRequest request =
        new CopyRequest(
            source,
            destination,
            direction,
            false,
            7,
            0,
            0,
            "",
            "",
            new CopyRequest.Limits(LONG, LONG, LONG, LONG));
    return loop.of(() -> {
      Storage.Copy copy = storages.copy(request, seen -> {});
      return copy.end();
    });
  }
}
