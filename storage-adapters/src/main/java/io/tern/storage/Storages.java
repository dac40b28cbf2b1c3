package io.tern.storage;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All kinds of storage as one: each request goes to the adapter of its URL's scheme, a copy to that
 * of its active side. A scheme that no adapter has is {@code UNSUPPORTED}.
 */
public final class Storages implements Storage {
  private final Map<String, Storage> adapters = new TreeMap<>();
  private final Map<String, Tape> tapes = new TreeMap<>();
  private final Streaming streaming;

  /**
   * @param adapters by scheme, such as {@code davs}; case does not matter
   */
  public Storages(Map<String, Storage> adapters) {
    this(adapters, Streaming.OFF);
  }

  /**
   * @param streaming whether and how many copies may go through Tern itself
   */
  public Storages(Map<String, Storage> adapters, Streaming streaming) {
    this(adapters, streaming, Map.of());
  }

  /**
   * @param tapes by scheme, where tape is asked elsewhere than files are
   */
  public Storages(
      Map<String, Storage> adapters, Streaming streaming, Map<String, ? extends Tape> tapes) {
    this.streaming = streaming;
    tapes.forEach((scheme, tape) -> this.tapes.put(lower(scheme), tape));
    adapters.forEach((scheme, storage) -> this.adapters.put(lower(scheme), storage));
  }

  @Override
  public Future<Stat> stat(Location file, Wanted algorithm) {
    return ask(file, storage -> storage.stat(file, algorithm));
  }

  @Override
  public Future<Void> makeParents(Location file) {
    return ask(file, storage -> storage.makeParents(file));
  }

  @Override
  public Future<Void> delete(Location file) {
    return ask(file, storage -> storage.delete(file));
  }

  @Override
  public Future<Content> read(Location file) {
    return ask(file, storage -> storage.read(file));
  }

  @Override
  public Future<Void> write(Location file, Content content, Writing how) {
    return ask(file, storage -> storage.write(file, content, how));
  }

  @Override
  public Copy copy(CopyRequest request, Consumer<Progress> progress) {
    if (request.direction() == CopyRequest.Direction.STREAMED) {
      return streaming.copy(request, progress, this);
    }
    Storage active = find(request.active());
    if (active == null) {
      return new Refused(
          Future.succeededFuture(new CopyEnd.Refused(unsupported(request.active()), true)));
    }
    Storage passive = find(request.passive());
    if (passive == null || passive == active && active.copiesInside(request)) {
      return active.copy(request, progress);
    }
    return new Deferred<>(
        passive.grant(request.passive(), request.purposeAtPassive(), request.limits().total()),
        granted -> active.copy(request.through(granted), progress),
        cause -> ungranted(request, cause));
  }

  private static Failure ungranted(CopyRequest request, Throwable cause) {
    return known(cause).at(request.passiveSide(), Phase.TRANSFER).failure();
  }

  static StorageException known(Throwable cause) {
    return cause instanceof StorageException storage
        ? storage
        : new StorageException(
            new Failure(
                FailureClass.ORCHESTRATOR,
                Side.GENERAL_FAILURE,
                Phase.TRANSFER,
                true,
                "Unexpected " + cause));
  }

  static Failure notStreamed() {
    return new Failure(
        FailureClass.UNSUPPORTED,
        Side.GENERAL_FAILURE,
        Phase.TRANSFER,
        false,
        "This kind of storage is not read or written by Tern itself");
  }

  private record Refused(Future<CopyEnd> end) implements Copy {
    @Override
    public void abandon() {}
  }

  @Override
  public Future<Location> grant(Location file, Purpose purpose, Duration validity) {
    return ask(file, storage -> storage.grant(file, purpose, validity));
  }

  @Override
  public Duration outlivesConnection(Location active) {
    Storage storage = find(active);
    return storage == null ? Duration.ZERO : storage.outlivesConnection(active);
  }

  @Override
  public Future<List<Entry>> list(Location directory) {
    return ask(directory, storage -> storage.list(directory));
  }

  @Override
  public Future<Void> rename(Location from, Location to) {
    return ask(from, storage -> storage.rename(from, to));
  }

  @Override
  public Future<Void> makeDirectory(Location directory) {
    return ask(directory, storage -> storage.makeDirectory(directory));
  }

  @Override
  public Future<Void> removeDirectory(Location directory) {
    return ask(directory, storage -> storage.removeDirectory(directory));
  }

  @Override
  public boolean copiesInside(CopyRequest request) {
    Storage active = find(request.active());
    return active != null && active.copiesInside(request);
  }

  @Override
  public Duration leftAlone(Location file) {
    Storage storage = find(file);
    return storage == null ? Duration.ZERO : storage.leftAlone(file);
  }

  @Override
  public Future<Staged> bringOnline(Location file, Staging staging) {
    return askTape(file, tape -> tape.bringOnline(file, staging));
  }

  @Override
  public Future<Locality> locality(Location file) {
    return askTape(file, tape -> tape.locality(file));
  }

  @Override
  public void cancelStaging(Location file, String request) {
    tape(file).ifPresent(tape -> tape.cancelStaging(file, request));
  }

  @Override
  public void release(Location file, String request) {
    tape(file).ifPresent(tape -> tape.release(file, request));
  }

  private <T> Future<T> askTape(Location file, Function<Tape, Future<T>> request) {
    return tape(file)
        .map(request)
        .orElseGet(() -> Future.failedFuture(new StorageException(unsupported(file))));
  }

  private Optional<Tape> tape(Location file) {
    Tape own = tapes.get(scheme(file));
    return Optional.ofNullable(own == null ? find(file) : own);
  }

  /** The adapter that speaks to {@code location}, empty when none does. */
  public Optional<Storage> at(Location location) {
    return Optional.ofNullable(find(location));
  }

  private <T> Future<T> ask(Location location, Function<Storage, Future<T>> request) {
    Storage storage = find(location);
    return storage == null
        ? Future.failedFuture(new StorageException(unsupported(location)))
        : request.apply(storage);
  }

  private @Nullable Storage find(Location location) {
    return adapters.get(scheme(location));
  }

  private Failure unsupported(Location location) {
    return new Failure(
        FailureClass.UNSUPPORTED,
        Side.GENERAL_FAILURE,
        Phase.TRANSFER_PREPARATION,
        false,
        "scheme: %s (expected: %s)"
            .formatted(scheme(location), String.join(", ", adapters.keySet())));
  }

  private static String scheme(Location location) {
    int end = location.url().indexOf("://");
    return end < 0 ? "" : lower(location.url().substring(0, end));
  }

  private static String lower(String scheme) {
    return scheme.toLowerCase(Locale.ROOT);
  }
}
