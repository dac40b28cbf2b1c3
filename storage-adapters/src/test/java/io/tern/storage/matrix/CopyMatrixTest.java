package io.tern.storage.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Side;
import io.tern.storage.CopyEnd;
import io.tern.storage.CopyRequest;
import io.tern.storage.CopyRequest.Direction;
import io.tern.storage.Location;
import io.tern.storage.Loop;
import io.tern.storage.Storage.Wanted;
import io.tern.storage.Storages;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.Adler32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Copies over every ordered pair of real servers: two XRootD, over http and https, that can be
 * active; Apache, nginx and an S3 server that cannot.
 */
@Tag("full")
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CopyMatrixTest {
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final List<Direction> WAYS =
      List.of(Direction.PULL, Direction.PUSH, Direction.STREAMED);

  @TempDir private static Path directory;
  private final Vertx vertx = Vertx.vertx();
  private final Loop loop = new Loop(vertx);
  private Sites sites;
  private Storages storages;

  @BeforeAll
  void start() throws Exception {
    sites = new Sites();
    storages = sites.storages(vertx, directory, List.of());
  }

  @AfterAll
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    if (sites != null) {
      sites.close();
    }
  }

  static Stream<Arguments> pairs() {
    return Sites.pairs().map(pair -> Arguments.of(pair.getFirst(), pair.getLast()));
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("pairs")
  void copiesFilesOfAllSizesAndNames(String from, String to) throws Exception {
    String prefix = from + "-" + to + "-";
    for (int size : new int[] {0, 1, 64 * 1024, 5_000_000}) {
      assertCopies(from, to, prefix + size, size);
    }
    assertCopies(from, to, prefix + "odd%20n%C3%A4me%2B~(1)", 1000);
  }

  private void assertCopies(String from, String to, String name, int size) throws Exception {
    byte[] content = new byte[size];
    new Random(size + 7L * name.hashCode()).nextBytes(content);
    String plain = "file-" + Math.abs(name.hashCode());
    Files.write(directory.resolve(plain), content);
    assertCopied(copy(url("local", plain), url(from, name), Direction.STREAMED, size));

    List<Direction> refused = new ArrayList<>();
    CopyEnd end = inSomeWay(url(from, name), url(to, name), size, refused);

    assertCopied(end);
    assertThat(refused).as(name).hasSize(expectedWay(from, to).ordinal());
    assertThat(loop.of(() -> storages.stat(at(url(to, name)), Wanted.NOTHING)).size())
        .isEqualTo(size);
    assertCopied(copy(url(to, name), url("local", plain + "-back"), Direction.STREAMED, size));
    assertThat(Files.readAllBytes(directory.resolve(plain + "-back"))).isEqualTo(content);
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("pairs")
  void copiesWhatLiesTwoHundredLevelsDeep(String from, String to) throws Exception {
    byte[] content = "deep down".getBytes(StandardCharsets.UTF_8);
    Files.write(directory.resolve("shallow"), content);
    String source = url(from, from + "-" + to + "/d".repeat(200) + "/f");
    String destination = url(to, to + "-by-" + from + "/d".repeat(200) + "/f");

    loop.of(() -> storages.makeParents(at(source)));
    assertCopied(copy(url("local", "shallow"), source, Direction.STREAMED, content.length));
    loop.of(() -> storages.makeParents(at(destination)));
    assertCopied(inSomeWay(source, destination, content.length, new ArrayList<>()));

    String back = "from-" + to + "-by-" + from;
    assertCopied(copy(destination, url("local", back), Direction.STREAMED, content.length));
    assertThat(directory.resolve(back)).hasBinaryContent(content);
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("pairs")
  void copiesAHundredMegabytes(String from, String to) throws Exception {
    byte[] content = new byte[100_000_000];
    new Random(100).nextBytes(content);
    String name = "large-" + from + "-" + to;
    Path source = sites.put(from, name, content);

    assertCopied(inSomeWay(url(from, name), url(to, name), content.length, new ArrayList<>()));

    Path copied = sites.file(to, name);
    assertThat(Files.mismatch(source, copied)).isEqualTo(-1);
    Files.delete(source);
    Files.delete(copied);
  }

  @ParameterizedTest(name = "{0} with {1}")
  @MethodSource("clients")
  void othersReadWhatTernCopiedAndTernCopiesWhatTheyWrote(String site, ReferenceClient client)
      throws Exception {
    client.require();
    byte[] content = new byte[1_000_003];
    new Random(site.hashCode()).nextBytes(content);
    Path file = Files.write(directory.resolve("own"), content);
    String other = site.equals("xrootd") ? "xrootd-tls" : "xrootd";
    String name = "by-" + client + "-" + site;

    client.put(file, url(site, name), sites.authorities());
    assertCopied(inSomeWay(url(site, name), url(other, name), content.length, new ArrayList<>()));
    assertThat(sites.file(other, name)).hasBinaryContent(content);
    String back = name + "-back";
    assertCopied(inSomeWay(url(other, name), url(site, back), content.length, new ArrayList<>()));
    client.get(url(site, back), directory.resolve(back), sites.authorities());
    assertThat(directory.resolve(back)).hasBinaryContent(content);
  }

  static Stream<Arguments> clients() {
    return Sites.NAMES.stream()
        .flatMap(
            site -> Stream.of(ReferenceClient.values()).map(client -> Arguments.of(site, client)));
  }

  @ParameterizedTest
  @CsvSource({"xrootd,ADLER32", "xrootd-tls,ADLER32", "s3,MD5"})
  void gfalFindsTheChecksumOfWhatTernCopied(String site, String algorithm) throws Exception {
    ReferenceClient.GFAL.require();
    byte[] content = "checksummed by others".getBytes(StandardCharsets.UTF_8);
    String other = site.equals("xrootd") ? "xrootd-tls" : "xrootd";
    sites.put(other, "summed", content);
    assertCopied(
        inSomeWay(url(other, "summed"), url(site, "sum"), content.length, new ArrayList<>()));

    assertThat(ReferenceClient.sum(url(site, "sum"), algorithm, sites.authorities()))
        .isEqualTo(algorithm.equals("MD5") ? md5(content) : adler32(content));
  }

  private static String adler32(byte[] content) {
    Adler32 sum = new Adler32();
    sum.update(content);
    return "%08x".formatted(sum.getValue());
  }

  private static String md5(byte[] content) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
  }

  /** The destination pulls if it can, else the source pushes if it can. */
  private static Direction expectedWay(String from, String to) {
    if (to.startsWith("xrootd")) {
      return Direction.PULL;
    }
    return from.startsWith("xrootd") ? Direction.PUSH : Direction.STREAMED;
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("pairs")
  void blamesTheSourceForAMissingFile(String from, String to) throws Exception {
    CopyEnd end = inSomeWay(url(from, "none-" + to), url(to, "none-" + from), 5, new ArrayList<>());

    Failure failure = failureOf(end);
    assertThat(failure.failureClass()).as(failure.text()).isEqualTo(FailureClass.NOT_FOUND);
    assertThat(failure.side()).as(failure.text()).isEqualTo(Side.SOURCE);
    assertThat(failure.retryable()).isFalse();
    loop.of(() -> storages.delete(at(url(to, "none-" + from))));
  }

  private CopyEnd inSomeWay(String from, String to, long size, List<Direction> refused)
      throws Exception {
    for (Direction way : WAYS) {
      CopyEnd end = copy(from, to, way, size);
      if (!(end instanceof CopyEnd.Refused no && no.noThirdPartyCopy())) {
        return end;
      }
      refused.add(way);
    }
    throw new AssertionError("all ways refused");
  }

  private CopyEnd copy(String from, String to, Direction way, long size) throws Exception {
    CopyRequest request =
        new CopyRequest(
            at(from),
            at(to),
            way,
            false,
            size,
            0,
            0,
            "",
            "",
            new CopyRequest.Limits(LONG, LONG, LONG, LONG));
    return loop.of(() -> storages.copy(request, seen -> {}).end());
  }

  private String url(String site, String name) {
    return site.equals("local") ? "local://here/" + name : sites.url(site, name);
  }

  private static Location at(String url) {
    return Location.open(url);
  }

  private static void assertCopied(CopyEnd end) {
    assertThat(end).isInstanceOf(CopyEnd.Copied.class);
  }

  private static Failure failureOf(CopyEnd end) {
    return switch (end) {
      case CopyEnd.Refused refused -> refused.failure();
      case CopyEnd.Broken broken -> broken.failure();
      case CopyEnd.Unknown unknown -> unknown.failure();
      case CopyEnd.Copied copied -> throw new AssertionError("was copied");
    };
  }
}
