package io.tern.storage.mock;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.storage.CopyEnd;
import io.tern.storage.CopyRequest.Direction;
import io.tern.storage.Locality;
import io.tern.storage.Location;
import io.tern.storage.Staging;
import io.tern.storage.Storage;
import io.tern.storage.Storage.Wanted;
import io.tern.storage.StorageContract;
import io.tern.storage.Writing;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MockStorageTest extends StorageContract {
  private static final Writing NEW = new Writing(false, "");

  private final MockStorage mock = new MockStorage(vertx);

  @Override
  protected Storage storage() {
    return mock;
  }

  @Override
  protected Location put(String name, byte[] content) {
    return Location.open(
        "mock://a/%s?size=%d&checksum=%s".formatted(name, content.length, adler(content).value()));
  }

  @Override
  protected Location destination(String name) {
    return Location.open("mock://b/%s?time=0".formatted(name));
  }

  @Override
  protected Set<Direction> keepingExisting() {
    return EnumSet.noneOf(Direction.class);
  }

  @Override
  protected Set<Direction> needingParents() {
    return EnumSet.noneOf(Direction.class);
  }

  @Override
  protected boolean hasDirectories() {
    return false;
  }

  @Override
  protected boolean readsSources() {
    return false;
  }

  @Override
  protected Optional<Location> lasting(Location destination, Duration time) {
    String url = destination.url().replace("time=0", "time=" + time.toSeconds());
    return Optional.of(Location.open(url));
  }

  @Test
  void aDestinationHasItsSizeBeforeAndItsSizeAfterTheCopy() throws Exception {
    Location source = Location.open("mock://a/f?size=7");
    Location destination = Location.open("mock://b/f?size_pre=3&size_post=9&time=0");

    long before = of(() -> mock.stat(destination, Wanted.NOTHING)).size();
    of(() -> copy(source, destination, Direction.PULL, true, 7).end());
    long after = of(() -> mock.stat(destination, Wanted.NOTHING)).size();
    of(() -> mock.delete(destination));
    long again = of(() -> mock.stat(destination, Wanted.NOTHING)).size();

    assertThat(before).isEqualTo(3);
    assertThat(after).isEqualTo(9);
    assertThat(again).isEqualTo(3);
  }

  @Test
  void aFileCanDenyThatItExists() throws Exception {
    assertThat(failure(() -> mock.stat(at("size=7&exists=0"), Wanted.NOTHING)).failureClass())
        .isEqualTo(FailureClass.NOT_FOUND);
    assertThat(of(() -> mock.stat(at("exists=1"), Wanted.NOTHING)).size()).isZero();
  }

  @Test
  void saysInWhichWordsItIsDenied() throws Exception {
    Failure denied =
        failure(() -> mock.stat(at("size=7&access=0&access_errno=13"), Wanted.NOTHING));

    assertThat(denied.failureClass()).isEqualTo(FailureClass.PERMISSION);
    assertThat(of(() -> mock.stat(at("access=1"), Wanted.NOTHING)).size()).isZero();
  }

  @Test
  void writesNothingBelowAPathThatIsReadOnly() throws Exception {
    Location below = at("time=0&rd_path=/other&rd_path=/path");
    Location besides = at("time=0&rd_path=/other");

    assertThat(failureOf(ending(below)).text())
        .isEqualTo("DESTINATION [13] Operation not permitted");
    assertThat(failure(() -> mock.makeParents(below)).failureClass())
        .isEqualTo(FailureClass.PERMISSION);
    assertThat(failure(() -> mock.makeDirectory(below)).failureClass())
        .isEqualTo(FailureClass.PERMISSION);
    assertThat(ending(besides)).isEqualTo(new CopyEnd.Copied());
    of(() -> mock.makeParents(besides));
  }

  @Test
  void leavesCopiesToOtherKindsOfStorageToTern() throws Exception {
    CopyEnd end =
        of(() -> copy(Location.open("https://a/f"), at("time=0"), Direction.PULL, false, 1).end());

    assertThat(end).isInstanceOf(CopyEnd.Refused.class);
    assertThat(((CopyEnd.Refused) end).noThirdPartyCopy()).isTrue();
  }

  @Test
  void givesAndTakesBytesThatGoThroughTern() throws Exception {
    Location source = at("size=200000");
    Location destination = Location.open("mock://b/streamed?size_pre=0");
    Location cut = Location.open("mock://b/cut?size_post=9");

    of(() -> mock.read(source).compose(content -> mock.write(destination, content, NEW)));
    of(() -> mock.read(source).compose(content -> mock.write(cut, content, NEW)));

    assertThat(of(() -> mock.stat(destination, Wanted.NOTHING)).size()).isEqualTo(200_000);
    assertThat(of(() -> mock.stat(cut, Wanted.NOTHING)).size()).isEqualTo(9);
  }

  @Test
  void failsToBeOpenedOrReadByErrno() throws Exception {
    Location broken = at("size=5&read_wait=1&read_errno=5");
    Location destination = at("rd_path=/path");

    Throwable cause =
        of(() ->
            mock.read(broken)
                .compose(content -> mock.write(at("size_pre=0"), content, NEW))
                .map(all -> new Throwable("was read"))
                .otherwise(e -> e));

    assertThat(cause).hasMessageContaining("Input/output error");
    assertThat(failure(() -> mock.read(at("size=5&open_errno=13"))).failureClass())
        .isEqualTo(FailureClass.PERMISSION);
    assertThat(failure(() -> mock.read(at("exists=0"))).failureClass())
        .isEqualTo(FailureClass.NOT_FOUND);
    assertThat(
            failure(() ->
                    mock.read(at("size=5"))
                        .compose(content -> mock.write(destination, content, NEW)))
                .failureClass())
        .isEqualTo(FailureClass.PERMISSION);
  }

  @Test
  void failsARequestByErrno() throws Exception {
    assertThat(failure(() -> mock.stat(at("size=1&errno=13"), Wanted.NOTHING)).text())
        .isEqualTo("GENERAL_FAILURE [13] Permission denied");
    assertThat(failure(() -> mock.delete(at("errno=5"))).retryable()).isTrue();
  }

  @Test
  void failsACopyByErrnoAfterItsFirstSecondAndNotIfItTakesNone() throws Exception {
    CopyEnd broken = ending(at("time=2&transfer_errno=28"));
    CopyEnd copied = ending(at("time=0&transfer_errno=28"));

    assertThat(failureOf(broken).failureClass()).isEqualTo(FailureClass.NO_SPACE);
    assertThat(copied).isEqualTo(new CopyEnd.Copied());
  }

  @Test
  void stagesInItsTimeAndThenSaysHowItEnded() throws Exception {
    Location slow = at("staging_time=3600");

    assertThat(of(() -> mock.bringOnline(slow, Staging.USUAL)).online()).isFalse();
    assertThat(of(() -> mock.bringOnline(slow, Staging.USUAL)).online()).isFalse();
    assertThat(of(() -> mock.bringOnline(at("staging_time=0"), Staging.USUAL)).online()).isTrue();
    assertThat(
            failure(() -> mock.bringOnline(at("staging_time=0&staging_errno=110"), Staging.USUAL))
                .failureClass())
        .isEqualTo(FailureClass.TIMEOUT);
    assertThat(of(() -> mock.locality(at("archiving_time=3600")))).isEqualTo(Locality.DISK);
    assertThat(of(() -> mock.locality(at("archiving_time=0")))).isEqualTo(Locality.DISK_AND_TAPE);
    assertThat(failure(() -> mock.locality(at("archiving_errno=5"))).failureClass())
        .isEqualTo(FailureClass.STORAGE_IO);
  }

  @Test
  void listsTheEntriesThatItsQueryNames() throws Exception {
    assertThat(of(() -> mock.list(at("list=f:0100644:12,d:040755:0"))))
        .extracting(Storage.Entry::name, e -> e.stat().size(), e -> e.stat().directory())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("f", 12L, false),
            org.assertj.core.groups.Tuple.tuple("d", 0L, true));
  }

  @Test
  void remembersNoMoreThanItMay() {
    Recent recent = new Recent(3);
    for (int i = 0; i < 10; i++) {
      recent.put("u" + i, i);
    }

    assertThat(recent.size()).isEqualTo(3);
    assertThat(recent.get("u6")).isNull();
    assertThat(recent.get("u9")).isEqualTo(9);
  }

  private CopyEnd ending(Location destination) throws Exception {
    return of(() -> copy(at("size=1"), destination, Direction.PULL, false, 1).end());
  }

  private static Location at(String query) {
    return Location.open("mock://host/path?" + query);
  }
}
