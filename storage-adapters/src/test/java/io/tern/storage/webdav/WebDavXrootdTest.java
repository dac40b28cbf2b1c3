package io.tern.storage.webdav;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.Checksum;
import io.tern.storage.AddressGuard;
import io.tern.storage.CopyEnd;
import io.tern.storage.CopyRequest.Direction;
import io.tern.storage.Location;
import io.tern.storage.Storage;
import io.tern.storage.Storage.Wanted;
import io.tern.storage.StorageContract;
import io.tern.storage.failure.UnknownAnswers;
import io.vertx.core.net.PemTrustOptions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract against two XRootD servers. */
class WebDavXrootdTest extends StorageContract {
  private XrootdPair pair;
  private WebDavStorage storage;

  @BeforeAll
  void startServers() throws Exception {
    pair = XrootdPair.start();
    storage =
        new WebDavStorage(
            vertx,
            WebDavSettings.DEFAULT.trusting(
                new PemTrustOptions().addCertPath(pair.authority().toString())),
            AddressGuard.OPEN,
            new UnknownAnswers());
  }

  @AfterAll
  void stopServers() throws Exception {
    if (storage != null) {
      storage.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
    if (pair != null) {
      pair.close();
    }
  }

  @Override
  protected Storage storage() {
    return storage;
  }

  @Override
  protected Location put(String name, byte[] content) throws Exception {
    pair.putAtA(name, content);
    return Location.open(pair.urlA("http") + name);
  }

  @Override
  protected Location destination(String name) {
    return Location.open(pair.urlB("http") + name);
  }

  /** XRootD forgets Overwrite when it pushes. */
  @Override
  protected Set<Direction> keepingExisting() {
    return EnumSet.of(Direction.PULL);
  }

  @Test
  void copiesOverTlsBothWays() throws Exception {
    byte[] content = bytes("over TLS");
    String name = name("tls");
    pair.putAtA(name, content);
    Location source = Location.open(pair.urlA("davs") + name);

    for (Direction direction : EnumSet.of(Direction.PULL, Direction.PUSH)) {
      Location destination = Location.open(pair.urlB("davs") + name(direction.name()));
      CopyEnd end = of(() -> copy(source, destination, direction, false, content.length).end());
      assertThat(end).isEqualTo(new CopyEnd.Copied());
      assertThat(
              of(() -> storage.stat(destination, Wanted.of(Checksum.ANY_ADLER32)))
                  .checksum()
                  .orElseThrow()
                  .matches(adler(content)))
          .isTrue();
    }
  }

  @Test
  void knowsTheAlgorithmsThatItDoesNotGet() throws Exception {
    Location file = put(name("sums"), bytes("sums"));

    assertThat(of(() -> storage.stat(file, new Wanted("MD5"))).checksum())
        .hasValueSatisfying(sum -> assertThat(sum.value()).hasSize(32));
    assertThat(of(() -> storage.stat(file, new Wanted("SHA-256"))).checksum()).isEmpty();
  }

  @Test
  void learnsHowLongACopyOutlivesItsConnection() throws Exception {
    Location file = put(name("learn"), bytes("x"));
    of(() -> storage.stat(file, Wanted.NOTHING));

    assertThat(storage.outlivesConnection(file)).isEqualTo(Duration.ofSeconds(15));
    assertThat(storage.outlivesConnection(Location.open("davs://nobody.example/f")))
        .isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void anAbandonedCopyFromAStalledSourceIsUnknown() throws Exception {
    Location source = put(name("stalled"), bytes("x"));
    pair.signal("a", "STOP");
    try {
      CopyEnd end =
          of(() -> {
            Storage.Copy copy =
                copy(source, destination(name("stalled")), Direction.PULL, false, 1);
            vertx.setTimer(500, fired -> copy.abandon());
            return copy.end();
          });
      assertThat(end).isInstanceOf(CopyEnd.Unknown.class);
    } finally {
      pair.signal("a", "CONT");
    }
  }
}
