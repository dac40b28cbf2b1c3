package io.tern.storage.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.tern.job.FailureClass;
import io.tern.storage.CopyEnd;
import io.tern.storage.CopyRequest.Direction;
import io.tern.storage.Location;
import io.tern.storage.Storage;
import io.tern.storage.Storage.Wanted;
import io.tern.storage.StorageContract;
import io.tern.storage.Storages;
import io.tern.storage.Streaming;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract below one directory, copies through the agent. */
class LocalStorageTest extends StorageContract {
  @TempDir private static Path directory;
  private Path root;
  private Storages storages;

  @BeforeAll
  void makeRoot() throws Exception {
    root = Files.createDirectory(directory.resolve("root"));
    Files.createDirectory(root.resolve("in"));
    Files.createDirectory(root.resolve("out"));
    Files.writeString(directory.resolve("secret"), "secret");
    storages = new Storages(Map.of("file", new LocalStorage(vertx, root)), Streaming.of(vertx, 4));
  }

  @Override
  protected Storage storage() {
    return storages;
  }

  @Override
  protected Location put(String name, byte[] content) throws Exception {
    Files.write(root.resolve("in").resolve(name), content);
    return Location.open("file://localhost/in/" + name);
  }

  @Override
  protected Location destination(String name) {
    return Location.open("file://localhost/out/" + name);
  }

  @Override
  protected Set<Direction> directions() {
    return EnumSet.of(Direction.STREAMED);
  }

  @Override
  protected Set<Direction> needingParents() {
    return EnumSet.of(Direction.STREAMED);
  }

  @Override
  protected Set<Direction> keepingExisting() {
    return EnumSet.of(Direction.STREAMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../secret",
        "/in/../../secret",
        "/in/%2e%2e/%2E%2e/secret",
        "/./../secret",
        "/link",
        "/linked/secret",
        "/in/%00",
        "//../secret",
        "/%2e%2e%2fsecret",
        "/a/%zz"
      })
  void neverLeavesItsDirectory(String path) throws Exception {
    makeLinks();
    Location out = Location.open("file://localhost" + path);

    assertThat(failure(() -> storages.stat(out, Wanted.NOTHING)).failureClass())
        .isEqualTo(FailureClass.PERMISSION);
    assertThat(failure(() -> storages.delete(out)).failureClass())
        .isEqualTo(FailureClass.PERMISSION);
    assertThat(failure(() -> storages.read(out)).failureClass()).isEqualTo(FailureClass.PERMISSION);
    assertThat(failure(() -> storages.makeParents(new Location(out.url() + "/x/y", out.access()))))
        .extracting("failureClass")
        .isEqualTo(FailureClass.PERMISSION);
    assertThat(directory.resolve("secret")).hasContent("secret");
  }

  private void makeLinks() throws Exception {
    if (!Files.exists(root.resolve("link"), LinkOption.NOFOLLOW_LINKS)) {
      Files.createSymbolicLink(root.resolve("link"), directory.resolve("secret"));
      Files.createSymbolicLink(root.resolve("linked"), directory);
    }
  }

  @Test
  void isNoActiveSide() throws Exception {
    Location file = put(name("passive"), bytes("x"));

    CopyEnd end = of(() -> copy(file, destination(name("p")), Direction.PULL, false, 1).end());

    assertThat(end)
        .isInstanceOfSatisfying(
            CopyEnd.Refused.class, refused -> assertThat(refused.noThirdPartyCopy()).isTrue());
  }

  @Test
  void keepsNoFileOpenOnceACopyIsOver() throws Exception {
    Location file = put(name("whole"), bytes("whole"));
    Location there = destination(name("whole"));

    CopyEnd copied = of(() -> copy(file, there, Direction.STREAMED, false, 5).end());
    CopyEnd refused = of(() -> copy(file, there, Direction.STREAMED, false, 5).end());

    assertThat(copied).isInstanceOf(CopyEnd.Copied.class);
    assertThat(refused).isInstanceOf(CopyEnd.Refused.class);
    assertThat(openBelow(root)).isEmpty();
  }

  /** Once those were closed that are being closed. */
  private List<Path> openBelow(Path root) throws Exception {
    List<Path> open = open(root);
    for (int waits = 0; waits < 100 && !open.isEmpty(); waits++) {
      of(() -> vertx.timer(50, TimeUnit.MILLISECONDS));
      open = open(root);
    }
    return open;
  }

  private static List<Path> open(Path root) throws Exception {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.map(LocalStorageTest::target).filter(f -> f.startsWith(root)).toList();
    }
  }

  private static Path target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor);
    } catch (IOException closedMeanwhile) {
      return descriptor;
    }
  }

  @Test
  void refusesARootThatIsNone() {
    assertThatIOException().isThrownBy(() -> new LocalStorage(vertx, directory.resolve("nowhere")));
  }
}
