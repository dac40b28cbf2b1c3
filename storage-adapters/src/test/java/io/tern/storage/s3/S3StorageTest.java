package io.tern.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.FailureClass;
import io.tern.storage.Access;
import io.tern.storage.AddressGuard;
import io.tern.storage.CopyEnd;
import io.tern.storage.CopyRequest.Direction;
import io.tern.storage.Location;
import io.tern.storage.Storage;
import io.tern.storage.Storage.Purpose;
import io.tern.storage.Storage.Wanted;
import io.tern.storage.StorageContract;
import io.tern.storage.failure.UnknownAnswers;
import io.tern.storage.http.Addresses;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract within one S3 server that checks signatures. */
class S3StorageTest extends StorageContract {
  private static final int PART = 6 << 20;

  private final HttpClient http = HttpClient.newHttpClient();
  private S3Proxy server;
  private S3Storage storage;

  @BeforeAll
  void startServer() throws Exception {
    server = S3Proxy.start();
    storage =
        new S3Storage(
            vertx,
            server.settings(PART),
            new Addresses(vertx, AddressGuard.OPEN),
            new UnknownAnswers());
  }

  @AfterAll
  void stopServer() throws Exception {
    if (storage != null) {
      storage.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
    if (server != null) {
      server.close();
    }
  }

  @Override
  protected Storage storage() {
    return storage;
  }

  @Override
  protected Location put(String name, byte[] content) throws Exception {
    Location file = Location.open(server.url(name));
    assertThat(send("PUT", content, presigned(file, Purpose.WRITE))).isEqualTo(200);
    return file;
  }

  @Override
  protected Location destination(String name) {
    return Location.open(server.url(name));
  }

  @Override
  protected boolean hasDirectories() {
    return false;
  }

  @Override
  protected Set<Direction> needingParents() {
    return EnumSet.noneOf(Direction.class);
  }

  @Override
  protected String algorithm() {
    return "MD5";
  }

  @Test
  void copiesALargeObjectInPartsAndLeavesNoneBehind() throws Exception {
    byte[] content = new byte[2 * PART + 12_345];
    new Random(7).nextBytes(content);
    Location source = put(name("large"), content);
    Location destination = destination(name("parts"));

    CopyEnd end = of(() -> copy(source, destination, Direction.PULL, false, content.length).end());

    assertThat(end).isEqualTo(new CopyEnd.Copied());
    assertThat(get(presigned(destination, Purpose.READ))).isEqualTo(content);
    assertThat(of(() -> storage.stat(destination, new Wanted("MD5"))).checksum())
        .as("the ETag of an object in parts is no MD5")
        .isEmpty();
    assertThat(server.files()).noneMatch(file -> file.contains("multipart"));
  }

  @Test
  void aPresignedUrlOpensOneMethodAndNoOther() throws Exception {
    Location file = put(name("signed"), bytes("signed"));

    assertThat(get(presigned(file, Purpose.READ))).isEqualTo(bytes("signed"));
    assertThat(send("PUT", bytes("x"), presigned(file, Purpose.READ))).isEqualTo(403);
  }

  @Test
  void aWrongKeyIsRefusedAndNobodysKeyIsToldBeforehand() throws Exception {
    Location file = put(name("locked"), bytes("x"));
    Location wrong = new Location(file.url(), new Access.Keys("testkey", "wrong"));

    assertThat(failure(() -> storage.stat(wrong, Wanted.NOTHING)).failureClass())
        .isEqualTo(FailureClass.PERMISSION);
    assertThat(
            failure(() -> storage.stat(Location.open("s3://nobody.example/b/k"), Wanted.NOTHING))
                .message())
        .contains("no access key for nobody.example");
  }

  @Test
  void isNeverActiveForAnotherStorage() throws Exception {
    Location file = destination(name("foreign"));

    CopyEnd end =
        of(() -> copy(Location.open("davs://x.example/f"), file, Direction.PULL, false, 1).end());

    assertThat(end)
        .isInstanceOfSatisfying(
            CopyEnd.Refused.class, refused -> assertThat(refused.noThirdPartyCopy()).isTrue());
  }

  private URI presigned(Location file, Purpose purpose) throws Exception {
    return URI.create(of(() -> storage.grant(file, purpose, Duration.ofMinutes(5))).url());
  }

  private int send(String method, byte[] content, URI to) throws Exception {
    return http.send(
            HttpRequest.newBuilder(to)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(content))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private byte[] get(URI from) throws Exception {
    return http.send(HttpRequest.newBuilder(from).build(), HttpResponse.BodyHandlers.ofByteArray())
        .body();
  }
}
