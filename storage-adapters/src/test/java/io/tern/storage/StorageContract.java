package io.tern.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.Checksum;
import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Side;
import io.tern.storage.CopyRequest.Direction;
import io.tern.storage.Storage.Copy;
import io.tern.storage.Storage.Wanted;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.zip.Adler32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every adapter proves. An adapter's test says where files are, and by the capability hooks
 * which parts of the contract its storages are able to keep.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class StorageContract {
  private static final AtomicInteger NAMES = new AtomicInteger();
  private static final CopyRequest.Limits LIMITS =
      new CopyRequest.Limits(
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60));

  protected final Vertx vertx = Vertx.vertx();
  private final Loop loop = new Loop(vertx);

  protected abstract Storage storage();

  /** Puts a file at the source storage. */
  protected abstract Location put(String name, byte[] content) throws Exception;

  /** A URL at the destination storage, below a directory that exists; nothing is there. */
  protected abstract Location destination(String name);

  /** Ways of copying that these storages know. */
  protected Set<Direction> directions() {
    return EnumSet.of(Direction.PULL, Direction.PUSH);
  }

  /** Directions in which an existing destination is refused if overwriting was not asked for. */
  protected Set<Direction> keepingExisting() {
    return EnumSet.of(Direction.PULL, Direction.PUSH);
  }

  /** Directions in which a missing parent directory is refused. */
  protected Set<Direction> needingParents() {
    return EnumSet.of(Direction.PULL);
  }

  /** Whether there are real files in real directories. */
  protected boolean hasDirectories() {
    return true;
  }

  /** Whether a copy of a source that is not there fails. */
  protected boolean readsSources() {
    return true;
  }

  /** A checksum that these storages deliver: ADLER32 or MD5. */
  protected String algorithm() {
    return "ADLER32";
  }

  private Checksum sum(byte[] content) throws GeneralSecurityException {
    return algorithm().equals("MD5")
        ? new Checksum(
            "MD5", HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content)))
        : adler(content);
  }

  /** Makes later copies to {@code destination} last; empty if the storage cannot. */
  protected Optional<Location> lasting(Location destination, Duration time) {
    return Optional.empty();
  }

  @AfterAll
  void closeVertx() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void tellsTheSizeAndTheChecksumOfAFile() throws Exception {
    byte[] content = bytes("size and checksum");
    Checksum expected = sum(content);
    Location file = put(name("stat"), content);

    Stat stat = of(() -> storage().stat(file, new Wanted(algorithm())));

    assertThat(stat.size()).isEqualTo(content.length);
    assertThat(stat.directory()).isFalse();
    assertThat(stat.checksum())
        .hasValueSatisfying(sum -> assertThat(sum.matches(expected)).isTrue());
  }

  @Test
  void tellsTheSizeAloneWhenNoChecksumIsWanted() throws Exception {
    Location file = put(name("plain"), bytes("12345"));

    Stat stat = of(() -> storage().stat(file, Wanted.NOTHING));

    assertThat(stat.size()).isEqualTo(5);
    assertThat(stat.checksum()).isEmpty();
  }

  @Test
  void doesNotFindWhatIsNotThere() throws Exception {
    Failure failure = failure(() -> storage().stat(destination(name("none")), Wanted.NOTHING));

    assertThat(failure.failureClass()).isEqualTo(FailureClass.NOT_FOUND);
    assertThat(failure.retryable()).isFalse();
  }

  @Test
  void tellsADirectoryFromAFile() throws Exception {
    Assumptions.assumeTrue(hasDirectories(), "not of this kind: directories");
    Location directory = destination(name("dir"));
    of(() -> storage().makeDirectory(directory));

    for (Wanted wanted : List.of(Wanted.NOTHING, Wanted.of(Checksum.ANY_ADLER32))) {
      Failure failure = failure(() -> storage().stat(directory, wanted));
      assertThat(failure.failureClass()).isEqualTo(FailureClass.INVALID);
    }
  }

  @ParameterizedTest
  @MethodSource("directions")
  void copiesAFile(Direction direction) throws Exception {
    byte[] content = "content ".repeat(10_000).getBytes(StandardCharsets.UTF_8);
    Location source = put(name("from"), content);
    Location destination = destination(name("to"));
    List<Long> seen = new ArrayList<>();

    CopyEnd end = of(() -> copy(source, destination, direction, false, content.length, seen).end());

    assertThat(end).isInstanceOf(CopyEnd.Copied.class);
    assertThat(of(() -> storage().stat(destination, Wanted.NOTHING)).size())
        .isEqualTo(content.length);
    assertThat(seen).isSorted().allSatisfy(bytes -> assertThat(bytes).isBetween(0L, 80_000L));
  }

  @ParameterizedTest
  @MethodSource("directions")
  void copiesAnEmptyFile(Direction direction) throws Exception {
    Location source = put(name("empty"), new byte[0]);
    Location destination = destination(name("empty"));

    CopyEnd end = of(() -> copy(source, destination, direction, false, 0).end());

    assertThat(end).isInstanceOf(CopyEnd.Copied.class);
    assertThat(of(() -> storage().stat(destination, Wanted.NOTHING)).size()).isZero();
  }

  @ParameterizedTest
  @MethodSource("directions")
  void keepsAnExistingDestinationUnlessToldToOverwrite(Direction direction) throws Exception {
    Assumptions.assumeTrue(
        keepingExisting().contains(direction), "not of this kind: keeping what exists");
    Location first = put(name("first"), bytes("first"));
    Location second = put(name("second"), bytes("second one"));
    Location destination = destination(name("taken"));
    of(() -> copy(first, destination, direction, false, 5).end());

    CopyEnd kept = of(() -> copy(second, destination, direction, false, 10).end());
    long sizeKept = of(() -> storage().stat(destination, Wanted.NOTHING)).size();
    CopyEnd overwritten = of(() -> copy(second, destination, direction, true, 10).end());

    assertThat(kept).isInstanceOf(CopyEnd.Refused.class);
    Failure failure = ((CopyEnd.Refused) kept).failure();
    assertThat(failure.failureClass()).isEqualTo(FailureClass.EXISTS);
    assertThat(failure.side()).isEqualTo(Side.DESTINATION);
    assertThat(failure.message()).isEqualTo("Destination file exists and overwrite is not enabled");
    assertThat(sizeKept).isEqualTo(5);
    assertThat(overwritten).isInstanceOf(CopyEnd.Copied.class);
    assertThat(of(() -> storage().stat(destination, Wanted.NOTHING)).size()).isEqualTo(10);
  }

  @ParameterizedTest
  @MethodSource("directions")
  void blamesTheSourceForAMissingFile(Direction direction) throws Exception {
    Assumptions.assumeTrue(readsSources(), "not of this kind: reading sources");
    Location there = put(name("there"), bytes("there"));
    Location missing = new Location(there.url() + "-not", there.access());

    CopyEnd end = of(() -> copy(missing, destination(name("of")), direction, false, -1).end());

    Failure failure = failureOf(end);
    assertThat(failure.failureClass()).isEqualTo(FailureClass.NOT_FOUND);
    assertThat(failure.side()).isEqualTo(Side.SOURCE);
    assertThat(failure.retryable()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("directions")
  void copiesOnceTheMissingParentsWereMade(Direction direction) throws Exception {
    Assumptions.assumeTrue(
        needingParents().contains(direction), "not of this kind: refusing a missing parent");
    Location source = put(name("deep"), bytes("deep"));
    Location destination = destination(name("a") + "/b/c/file");

    CopyEnd before = of(() -> copy(source, destination, direction, false, 4).end());
    of(() -> storage().makeParents(destination));
    of(() -> storage().makeParents(destination));
    CopyEnd after = of(() -> copy(source, destination, direction, false, 4).end());

    assertThat(before).isInstanceOf(CopyEnd.Refused.class);
    Failure failure = failureOf(before);
    assertThat(failure.failureClass()).isEqualTo(FailureClass.NOT_FOUND);
    assertThat(failure.side()).isEqualTo(Side.DESTINATION);
    assertThat(failure.retryable()).isTrue();
    assertThat(after).isInstanceOf(CopyEnd.Copied.class);
  }

  @Test
  void deletesAFileAndHoldsNoGrudgeIfThereIsNone() throws Exception {
    Location source = put(name("kept"), bytes("abc"));
    Location destination = destination(name("deleted"));
    of(() -> copy(source, destination, anyWay(), false, 3).end());

    of(() -> storage().delete(destination));
    of(() -> storage().delete(destination));

    assertThat(failure(() -> storage().stat(destination, Wanted.NOTHING)).failureClass())
        .isEqualTo(FailureClass.NOT_FOUND);
  }

  @Test
  void doesNotDeleteADirectoryInPlaceOfAFile() throws Exception {
    Assumptions.assumeTrue(hasDirectories(), "not of this kind: directories");
    Location file = destination(name("spared") + "/file");
    Location source = put(name("spare"), bytes("abc"));
    of(() -> storage().makeParents(file));
    of(() -> copy(source, file, anyWay(), false, 3).end());
    Location directory = parent(file);

    Failure delete = failure(() -> storage().delete(directory));
    Failure remove = failure(() -> storage().removeDirectory(directory));

    assertThat(delete.failureClass()).isEqualTo(FailureClass.INVALID);
    assertThat(remove.failureClass()).isEqualTo(FailureClass.INVALID);
    assertThat(of(() -> storage().stat(file, Wanted.NOTHING)).size()).isEqualTo(3);
  }

  @Test
  void makesListsRenamesAndRemoves() throws Exception {
    Assumptions.assumeTrue(hasDirectories(), "not of this kind: directories");
    Location directory = destination(name("tree"));
    Location file = new Location(directory.url() + "/file", directory.access());
    Location renamed = new Location(directory.url() + "/renamed", directory.access());
    Location inner = new Location(directory.url() + "/inner", directory.access());
    Location source = put(name("leaf"), bytes("leaf"));

    of(() -> storage().makeDirectory(directory));
    of(() -> storage().makeDirectory(inner));
    of(() -> copy(source, file, anyWay(), false, 4).end());
    of(() -> storage().rename(file, renamed));

    List<Storage.Entry> entries = of(() -> storage().list(directory));
    assertThat(entries)
        .extracting(Storage.Entry::name)
        .containsExactlyInAnyOrder("inner", "renamed");
    assertThat(entries)
        .filteredOn(entry -> entry.name().equals("renamed"))
        .allSatisfy(entry -> assertThat(entry.stat().size()).isEqualTo(4));
    assertThat(entries)
        .filteredOn(entry -> entry.name().equals("inner"))
        .allSatisfy(entry -> assertThat(entry.stat().directory()).isTrue());

    of(() -> storage().delete(renamed));
    of(() -> storage().removeDirectory(inner));
    of(() -> storage().removeDirectory(directory));
    assertThat(failure(() -> storage().stat(directory, Wanted.NOTHING)).failureClass())
        .isEqualTo(FailureClass.NOT_FOUND);
  }

  @Test
  void anAbandonedCopyIsUnknownAndOneThatIsOverStaysAsItEnded() throws Exception {
    Location source = put(name("slow"), bytes("slow"));
    Optional<Location> slow = lasting(destination(name("slow")), Duration.ofSeconds(20));
    Assumptions.assumeTrue(slow.isPresent(), "not of this kind: copies that last");

    CopyEnd abandoned =
        of(() -> {
          Copy copy = copy(source, slow.orElseThrow(), anyWay(), false, 4);
          copy.abandon();
          copy.abandon();
          return copy.end();
        });
    Copy done =
        of(() -> {
          Copy copy =
              copy(
                  source,
                  lasting(destination(name("quick")), Duration.ZERO).orElseThrow(),
                  anyWay(),
                  false,
                  4);
          return copy.end().map(copy);
        });
    done.abandon();

    assertThat(abandoned).isInstanceOf(CopyEnd.Unknown.class);
    assertThat(of(done::end)).isInstanceOf(CopyEnd.Copied.class);
  }

  @Test
  void whatIsOnDiskIsOnline() throws Exception {
    Location file = put(name("online"), bytes("x"));

    assertThat(of(() -> storage().bringOnline(file, Staging.USUAL)).online()).isTrue();
  }

  private Direction anyWay() {
    return directions().iterator().next();
  }

  protected Copy copy(
      Location from, Location to, Direction direction, boolean overwrite, long size) {
    return copy(from, to, direction, overwrite, size, new ArrayList<>());
  }

  private Copy copy(
      Location from,
      Location to,
      Direction direction,
      boolean overwrite,
      long size,
      List<Long> seen) {
    return storage()
        .copy(
            new CopyRequest(
                from, to, direction, overwrite, size, 0, 0, "job-id=contract", "", LIMITS),
            progress -> seen.add(progress.bytes()));
  }

  /** The value of a future that was made on a context and completed there. */
  protected <T> T of(Supplier<Future<T>> request) throws Exception {
    return loop.of(request);
  }

  protected Failure failure(Supplier<? extends Future<?>> request) throws Exception {
    return loop.failure(request);
  }

  protected static Failure failureOf(CopyEnd end) {
    return switch (end) {
      case CopyEnd.Refused refused -> refused.failure();
      case CopyEnd.Broken broken -> broken.failure();
      case CopyEnd.Unknown unknown -> unknown.failure();
      case CopyEnd.Copied copied -> throw new AssertionError("was copied");
    };
  }

  protected static String name(String what) {
    return what + "-" + NAMES.incrementAndGet();
  }

  protected static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  protected static Checksum adler(byte[] content) {
    Adler32 sum = new Adler32();
    sum.update(content);
    return new Checksum("ADLER32", HexFormat.of().toHexDigits((int) sum.getValue()));
  }

  private static Location parent(Location file) {
    String url = file.url();
    return new Location(url.substring(0, url.lastIndexOf('/')), file.access());
  }
}
