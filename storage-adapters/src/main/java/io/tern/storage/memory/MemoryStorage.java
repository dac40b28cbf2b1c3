package io.tern.storage.memory;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.storage.CopyEnd;
import io.tern.storage.CopyRequest;
import io.tern.storage.CopyRequest.Direction;
import io.tern.storage.Locality;
import io.tern.storage.Location;
import io.tern.storage.Progress;
import io.tern.storage.Staged;
import io.tern.storage.Staging;
import io.tern.storage.Stat;
import io.tern.storage.Storage;
import io.tern.storage.StorageException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Every storage {@code memory://host}: real bytes, real directories, real checksums, and failures
 * on demand. Copies go from any host to any other, pulled or pushed. Safe for any thread.
 */
public final class MemoryStorage implements Storage {
  private final Vertx vertx;
  private final Tree tree = new Tree();
  private final Map<String, Failure> requestFailures = new ConcurrentHashMap<>();
  private final Map<String, CopyEnd> copyEnds = new ConcurrentHashMap<>();
  private volatile Duration copyTime = Duration.ZERO;

  public MemoryStorage(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Puts a file, and the directories above it. */
  public void put(String url, byte[] content) {
    String path = Tree.path(url);
    tree.makeDirectories(Tree.parent(path));
    tree.put(path, content.clone());
  }

  public Optional<byte[]> content(String url) {
    return Optional.ofNullable(tree.content(Tree.path(url))).map(byte[]::clone);
  }

  /** How long the copies last that begin from now on; at least a few ms. */
  public void copiesTake(Duration time) {
    copyTime = time;
  }

  /** The next request but a copy that names {@code url} fails. */
  public void failNextRequest(String url, Failure failure) {
    requestFailures.put(Tree.path(url), failure);
  }

  /** The next copy to {@code url} ends so, after most of it was written unless it is refused. */
  public void endNextCopy(String url, CopyEnd end) {
    copyEnds.put(Tree.path(url), end);
  }

  @Override
  public Future<Stat> stat(Location file, Wanted algorithm) {
    return on(file, path -> found(path, algorithm));
  }

  private Future<Stat> found(String path, Wanted algorithm) {
    byte[] content = tree.content(path);
    if (content != null) {
      Stat stat = Stat.file(content.length);
      return Future.succeededFuture(
          Digest.of(content, algorithm.algorithm()).map(stat::with).orElse(stat));
    }
    return tree.isDirectory(path)
        ? failed(FailureClass.INVALID, "Is a directory")
        : failed(FailureClass.NOT_FOUND, "No such file or directory");
  }

  @Override
  public Copy copy(CopyRequest request, Consumer<Progress> progress) {
    String destination = Tree.path(request.destination().url());
    byte[] content = tree.content(Tree.path(request.source().url()));
    Optional<Failure> refusal = refusal(request, content != null, destination);
    CopyEnd told = copyEnds.remove(destination);
    if (refusal.isPresent() || content == null) {
      return over(new CopyEnd.Refused(refusal.orElseThrow(), false));
    }
    if (told instanceof CopyEnd.Refused) {
      return over(told);
    }
    CopyEnd ending = told == null ? new CopyEnd.Copied() : told;
    return new MemoryCopy(vertx, tree, destination, content, ending, progress)
        .start(copyTime.toMillis());
  }

  private Optional<Failure> refusal(CopyRequest request, boolean sourceExists, String destination) {
    if (!sourceExists) {
      return Optional.of(refused(FailureClass.NOT_FOUND, Side.SOURCE, false, "No such file"));
    }
    if (tree.isDirectory(destination) || (!request.overwrite() && tree.exists(destination))) {
      return Optional.of(
          refused(
              FailureClass.EXISTS,
              Side.DESTINATION,
              false,
              "Destination file exists and overwrite is not enabled"));
    }
    if (request.direction() == Direction.PUSH) {
      tree.makeDirectories(Tree.parent(destination));
    }
    return tree.isDirectory(Tree.parent(destination))
        ? Optional.empty()
        : Optional.of(
            refused(FailureClass.NOT_FOUND, Side.DESTINATION, true, "No such parent directory"));
  }

  private static Failure refused(FailureClass kind, Side side, boolean again, String message) {
    return new Failure(kind, side, Phase.TRANSFER, again, message);
  }

  private static Copy over(CopyEnd end) {
    return new Over(Future.succeededFuture(end));
  }

  private record Over(Future<CopyEnd> end) implements Copy {
    @Override
    public void abandon() {}
  }

  @Override
  public Future<Void> makeParents(Location file) {
    return on(
        file,
        path -> {
          tree.makeDirectories(Tree.parent(path));
          return Future.succeededFuture();
        });
  }

  @Override
  public Future<Void> delete(Location file) {
    return on(file, this::deleteFile);
  }

  private Future<Void> deleteFile(String path) {
    if (tree.isDirectory(path)) {
      return failed(FailureClass.INVALID, "Is a directory");
    }
    tree.remove(path);
    return Future.succeededFuture();
  }

  @Override
  public Future<List<Entry>> list(Location directory) {
    return on(
        directory,
        path ->
            tree.isDirectory(path)
                ? Future.succeededFuture(tree.entries(path))
                : failed(FailureClass.NOT_FOUND, "No such directory"));
  }

  @Override
  public Future<Void> rename(Location from, Location to) {
    String target = Tree.path(to.url());
    return on(from, path -> move(path, target));
  }

  private Future<Void> move(String from, String to) {
    if (!tree.exists(from) || !tree.isDirectory(Tree.parent(to))) {
      return failed(FailureClass.NOT_FOUND, "No such file or directory");
    }
    if (tree.exists(to)) {
      return failed(FailureClass.EXISTS, "File exists");
    }
    tree.rename(from, to);
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> makeDirectory(Location directory) {
    return on(
        directory,
        path ->
            tree.makeDirectory(path)
                ? Future.succeededFuture()
                : failed(
                    tree.exists(path) ? FailureClass.EXISTS : FailureClass.NOT_FOUND,
                    tree.exists(path) ? "File exists" : "No such parent directory"));
  }

  @Override
  public Future<Void> removeDirectory(Location directory) {
    return on(
        directory,
        path ->
            tree.removeDirectory(path)
                ? Future.succeededFuture()
                : failed(
                    tree.exists(path) ? FailureClass.INVALID : FailureClass.NOT_FOUND,
                    tree.exists(path) ? "Directory not empty" : "No such directory"));
  }

  @Override
  public Future<Staged> bringOnline(Location file, Staging staging) {
    return on(file, path -> Future.succeededFuture(Staged.ONLINE));
  }

  @Override
  public Future<Locality> locality(Location file) {
    return failed(FailureClass.UNSUPPORTED, "memory has no tape");
  }

  /** Nothing goes on once it was abandoned. */
  @Override
  public Duration outlivesConnection(Location active) {
    return Duration.ZERO;
  }

  private <T> Future<T> on(Location at, java.util.function.Function<String, Future<T>> request) {
    String path = Tree.path(at.url());
    Failure told = requestFailures.remove(path);
    return told == null ? request.apply(path) : Future.failedFuture(new StorageException(told));
  }

  private static <T> Future<T> failed(FailureClass kind, String message) {
    return Future.failedFuture(
        new StorageException(
            new Failure(kind, Side.GENERAL_FAILURE, Phase.TRANSFER_PREPARATION, false, message)));
  }
}
