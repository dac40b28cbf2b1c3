package io.tern.storage.local;

import io.tern.job.Checksum;
import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.storage.Content;
import io.tern.storage.CopyEnd;
import io.tern.storage.CopyRequest;
import io.tern.storage.Locality;
import io.tern.storage.Location;
import io.tern.storage.Progress;
import io.tern.storage.Staged;
import io.tern.storage.Staging;
import io.tern.storage.Stat;
import io.tern.storage.Storage;
import io.tern.storage.StorageException;
import io.tern.storage.Writing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * {@code file://host/path}: files below one directory of the agent's machine, whatever the host. No
 * side of a third-party copy; a copy with it goes through the agent, if that is allowed. All that
 * touches the disk happens on worker threads.
 */
public final class LocalStorage implements Storage {
  private final Vertx vertx;
  private final Root root;

  /**
   * @throws IOException if {@code directory} is none
   */
  public LocalStorage(Vertx vertx, Path directory) throws IOException {
    this.vertx = vertx;
    this.root = new Root(directory);
  }

  @Override
  public Future<Stat> stat(Location file, Wanted algorithm) {
    return blocking(() -> stat(root.of(file.url()), algorithm));
  }

  private static Stat stat(Path file, Wanted wanted) throws IOException {
    BasicFileAttributes found =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (found.isDirectory()) {
      throw new IsDirectory(file);
    }
    Optional<Checksum> sum =
        wanted.something() ? Sums.of(file, wanted.algorithm()) : Optional.empty();
    return new Stat(found.size(), false, found.lastModifiedTime().toMillis(), sum);
  }

  @Override
  public Future<Void> makeParents(Location file) {
    return blocking(() -> {
      Files.createDirectories(parent(root.of(file.url())));
      return null;
    });
  }

  private static Path parent(Path file) throws IOException {
    Path parent = file.getParent();
    if (parent == null) {
      throw new NoSuchFileException(file.toString());
    }
    return parent;
  }

  @Override
  public Future<Void> delete(Location file) {
    return blocking(() -> {
      Path path = root.of(file.url());
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        throw new IsDirectory(path);
      }
      Files.deleteIfExists(path);
      return null;
    });
  }

  @Override
  public Copy copy(CopyRequest request, Consumer<Progress> progress) {
    return new Refused();
  }

  private record Refused() implements Copy {
    @Override
    public Future<CopyEnd> end() {
      Failure failure =
          new Failure(
              FailureClass.UNSUPPORTED,
              Side.TRANSFER,
              Phase.TRANSFER,
              false,
              "A local file is no active side");
      return Future.succeededFuture(new CopyEnd.Refused(failure, true));
    }

    @Override
    public void abandon() {}
  }

  @Override
  public Future<Content> read(Location file) {
    return blocking(
            () -> {
              Path path = root.of(file.url());
              return new Found(path, stat(path, Wanted.NOTHING).size());
            })
        .compose(found ->
            vertx
                .fileSystem()
                .open(found.path.toString(), new OpenOptions().setWrite(false).setCreate(false))
                .map(open -> new Content(found.size, open.pause(), () -> close(open))));
  }

  private record Found(Path path, long size) {}

  @Override
  public Future<Void> write(Location file, Content content, Writing how) {
    return blocking(
            () -> {
              Path path = root.of(file.url());
              if (!Files.isDirectory(parent(path))) {
                throw new NotDirectoryException(parent(path).toString());
              }
              if (how.overwrite()) {
                Files.deleteIfExists(path);
              }
              return Files.createFile(path);
            })
        .compose(path -> vertx.fileSystem().open(path.toString(), new OpenOptions()))
        .compose(open -> {
          content.onClose(() -> close(open));
          return content.bytes().pipe().endOnFailure(false).to(open);
        })
        .onFailure(e -> content.close())
        .recover(LocalStorage::known);
  }

  /** Which a pipe has done when all went well, and which throws the second time. */
  private static void close(AsyncFile file) {
    Future.succeededFuture().compose(now -> file.close());
  }

  /** Nothing goes on once its connection, this process, has ended. */
  @Override
  public Duration outlivesConnection(Location active) {
    return Duration.ZERO;
  }

  @Override
  public Future<List<Entry>> list(Location directory) {
    return blocking(() -> {
      try (Stream<Path> entries = Files.list(root.of(directory.url()))) {
        return entries.sorted().map(LocalStorage::entry).toList();
      }
    });
  }

  private static Entry entry(Path path) {
    boolean directory = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    long size = directory ? 0 : path.toFile().length();
    return new Entry(
        path.getFileName().toString(),
        new Stat(size, directory, path.toFile().lastModified(), Optional.empty()));
  }

  @Override
  public Future<Void> rename(Location from, Location to) {
    return blocking(() -> {
      Path target = root.of(to.url());
      if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileAlreadyExistsException(target.toString());
      }
      Files.move(root.of(from.url()), target);
      return null;
    });
  }

  @Override
  public Future<Void> makeDirectory(Location directory) {
    return blocking(() -> {
      Files.createDirectory(root.of(directory.url()));
      return null;
    });
  }

  @Override
  public Future<Void> removeDirectory(Location directory) {
    return blocking(() -> {
      Path path = root.of(directory.url());
      if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        throw new NotDirectoryException(path.toString());
      }
      Files.delete(path);
      return null;
    });
  }

  @Override
  public Future<Staged> bringOnline(Location file, Staging staging) {
    return Future.succeededFuture(Staged.ONLINE);
  }

  @Override
  public Future<Locality> locality(Location file) {
    return Future.failedFuture(
        new StorageException(
            Troubles.failure(FailureClass.UNSUPPORTED, "Local files have no tape")));
  }

  private <T> Future<T> blocking(Callable<T> work) {
    return vertx.executeBlocking(work, false).recover(LocalStorage::known);
  }

  private static <T> Future<T> known(Throwable cause) {
    return Future.failedFuture(
        cause instanceof StorageException ? cause : new StorageException(Troubles.of(cause)));
  }
}
