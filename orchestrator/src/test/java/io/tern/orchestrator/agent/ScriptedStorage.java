package io.tern.orchestrator.agent;

import io.tern.job.Checksum;
import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.storage.Access;
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
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A storage whose files are in a map, whose copies end as the script says, at once by default, and
 * that notes what was asked of it.
 */
final class ScriptedStorage implements Storage {
  final Map<String, Stat> files = new HashMap<>();
  final List<Staging> stagings = new ArrayList<>();
  final List<String> calls = new ArrayList<>();
  final List<String> released = new ArrayList<>();
  final ArrayDeque<CopyEnd> ends = new ArrayDeque<>();
  final List<Running> running = new ArrayList<>();
  final List<String> unwanted = new ArrayList<>();
  final ArrayDeque<Boolean> tape = new ArrayDeque<>();
  Locality archived = Locality.DISK_AND_TAPE;

  /** By which a tape stages, and perhaps another one in its place later. */
  String stageRequest = "r-1";

  final Map<String, Failure> statFailures = new HashMap<>();

  /** What opens nothing here. */
  final Set<Access> refused = new HashSet<>();

  boolean copiesLast;
  boolean statsHang;
  boolean deletesHang;
  Duration outlives = Duration.ofSeconds(6);
  @Nullable Failure deleteFailure;
  Duration leftAlone = Duration.ZERO;

  static Failure failure(FailureClass kind, Side side) {
    return new Failure(kind, side, Phase.TRANSFER, true, "scripted " + kind);
  }

  static Stat file(long size, long modifiedMs, String adler) {
    return new Stat(size, false, modifiedMs, Optional.of(new Checksum("ADLER32", adler)));
  }

  @Override
  public Future<Stat> stat(Location file, Wanted wanted) {
    calls.add("stat " + file.url() + (wanted.something() ? " " + wanted.algorithm() : ""));
    if (statsHang) {
      return Promise.<Stat>promise().future();
    }
    if (refused.contains(file.access())) {
      return refusal();
    }
    if (statFailures.containsKey(file.url())) {
      return Future.failedFuture(new StorageException(statFailures.get(file.url())));
    }
    Stat stat = files.get(file.url());
    if (stat == null) {
      Side side = file.url().startsWith("src") ? Side.SOURCE : Side.DESTINATION;
      return Future.failedFuture(
          new StorageException(
              new Failure(
                  FailureClass.NOT_FOUND, side, Phase.TRANSFER_PREPARATION, false, "no file")));
    }
    Optional<Checksum> sum =
        stat.checksum().filter(have -> have.algorithm().equals(wanted.algorithm()));
    return Future.succeededFuture(new Stat(stat.size(), stat.directory(), stat.modifiedMs(), sum));
  }

  @Override
  public Duration leftAlone(Location file) {
    return leftAlone;
  }

  @Override
  public Future<Void> makeParents(Location file) {
    calls.add("parents " + file.url());
    if (refused.contains(file.access())) {
      return refusal();
    }
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> delete(Location file) {
    calls.add("delete " + file.url());
    if (refused.contains(file.access())) {
      return refusal();
    }
    if (deletesHang) {
      return Promise.<Void>promise().future();
    }
    if (deleteFailure != null) {
      return Future.failedFuture(new StorageException(deleteFailure));
    }
    files.remove(file.url());
    return Future.succeededFuture();
  }

  @Override
  public Copy copy(CopyRequest request, Consumer<Progress> progress) {
    calls.add("copy " + request.direction() + (request.overwrite() ? " overwriting" : ""));
    Running copy = new Running(request, progress, Promise.promise());
    running.add(copy);
    if (refused.contains(request.source().access())) {
      copy.finish(new CopyEnd.Broken(failure(FailureClass.PERMISSION, Side.SOURCE)));
    } else if (refused.contains(request.destination().access())) {
      copy.finish(new CopyEnd.Refused(failure(FailureClass.CREDENTIAL, Side.DESTINATION), false));
    } else if (!ends.isEmpty()) {
      copy.finish(ends.remove());
    } else if (!copiesLast) {
      copy.succeed();
    }
    return copy;
  }

  @Override
  public Duration outlivesConnection(Location active) {
    return outlives;
  }

  @Override
  public Future<Staged> bringOnline(Location file, Staging staging) {
    calls.add("online " + file.url());
    stagings.add(staging);
    if (refused.contains(file.access())) {
      return refusal();
    }
    return Future.succeededFuture(new Staged(!tape.isEmpty() && tape.remove(), stageRequest));
  }

  @Override
  public Future<Locality> locality(Location file) {
    calls.add("locality " + file.url());
    boolean safe = !tape.isEmpty() && tape.remove();
    return Future.succeededFuture(safe ? archived : Locality.DISK);
  }

  @Override
  public void release(Location file, String request) {
    released.add(request + " " + file.url());
  }

  @Override
  public void cancelStaging(Location file, String request) {
    unwanted.add(request + " " + file.url());
  }

  @Override
  public Future<List<Entry>> list(Location directory) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<Void> rename(Location from, Location to) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<Void> makeDirectory(Location directory) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<Void> removeDirectory(Location directory) {
    throw new UnsupportedOperationException();
  }

  private static <T> Future<T> refusal() {
    return Failures.future(failure(FailureClass.PERMISSION, Side.GENERAL_FAILURE));
  }

  List<String> callsOf(String kind) {
    return calls.stream().filter(call -> call.startsWith(kind)).toList();
  }

  final class Running implements Copy {
    private final CopyRequest request;
    private final Consumer<Progress> progress;
    private final Promise<CopyEnd> end;
    boolean abandoned;

    Running(CopyRequest request, Consumer<Progress> progress, Promise<CopyEnd> end) {
      this.request = request;
      this.progress = progress;
      this.end = end;
    }

    CopyRequest request() {
      return request;
    }

    void mark(long bytes) {
      files.put(request.destination().url(), new Stat(bytes, false, 7, Optional.empty()));
      progress.accept(new Progress(bytes));
    }

    void succeed() {
      Stat source = files.getOrDefault(request.source().url(), Stat.file(1));
      files.put(request.destination().url(), new Stat(source.size(), false, 99, source.checksum()));
      finish(new CopyEnd.Copied());
    }

    void finish(CopyEnd how) {
      end.tryComplete(how);
    }

    @Override
    public Future<CopyEnd> end() {
      return end.future();
    }

    @Override
    public void abandon() {
      abandoned = true;
      finish(new CopyEnd.Unknown(failure(FailureClass.INTERRUPTED, Side.TRANSFER)));
    }
  }
}
