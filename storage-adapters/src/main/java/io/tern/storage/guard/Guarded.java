package io.tern.storage.guard;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.job.StorageName;
import io.tern.storage.Content;
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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Leaves storages alone that do not answer, and asks none more often than it may be asked. All
 * requests count, and what the storage itself refuses, such as a missing file, is an answer and
 * counts as success. While a storage's circuit is open it {@linkplain #leftAlone says so} to
 * whoever is about to begin something, and requests that stand alone fail at once as {@code
 * OVERLOADED}. Those of which a copy consists (stat, parents, deletion, the copy itself) are let
 * through: refusing to verify or to clean up what was begun would only leave debris.
 */
public final class Guarded implements Storage {
  private final Storage storage;
  private final Circuits circuits;
  private final Turns turns;

  public Guarded(Storage storage, Circuits circuits, Turns turns) {
    this.storage = storage;
    this.circuits = circuits;
    this.turns = turns;
  }

  @Override
  public Future<Stat> stat(Location file, Wanted algorithm) {
    return counted(file, () -> storage.stat(file, algorithm));
  }

  @Override
  public Future<Void> makeParents(Location file) {
    return counted(file, () -> storage.makeParents(file));
  }

  @Override
  public Future<Void> delete(Location file) {
    return counted(file, () -> storage.delete(file));
  }

  @Override
  public Future<Location> grant(Location file, Purpose purpose, Duration validity) {
    return storage.grant(file, purpose, validity);
  }

  @Override
  public boolean copiesInside(CopyRequest request) {
    return storage.copiesInside(request);
  }

  @Override
  public Copy copy(CopyRequest request, Consumer<Progress> progress) {
    return storage.copy(request, progress);
  }

  @Override
  public Future<Content> read(Location file) {
    return guarded(file, () -> storage.read(file));
  }

  @Override
  public Future<Void> write(Location file, Content content, Writing how) {
    return storage.write(file, content, how);
  }

  @Override
  public Duration outlivesConnection(Location active) {
    return storage.outlivesConnection(active);
  }

  @Override
  public Future<List<Entry>> list(Location directory) {
    return guarded(directory, () -> storage.list(directory));
  }

  @Override
  public Future<Void> rename(Location from, Location to) {
    return guarded(from, () -> storage.rename(from, to));
  }

  @Override
  public Future<Void> makeDirectory(Location directory) {
    return guarded(directory, () -> storage.makeDirectory(directory));
  }

  @Override
  public Future<Void> removeDirectory(Location directory) {
    return guarded(directory, () -> storage.removeDirectory(directory));
  }

  @Override
  public Future<Staged> bringOnline(Location file, Staging staging) {
    return guarded(file, () -> storage.bringOnline(file, staging));
  }

  @Override
  public Future<Locality> locality(Location file) {
    return guarded(file, () -> storage.locality(file));
  }

  @Override
  public void cancelStaging(Location file, String request) {
    storage.cancelStaging(file, request);
  }

  @Override
  public void release(Location file, String request) {
    storage.release(file, request);
  }

  @Override
  public Duration leftAlone(Location file) {
    return circuitOf(file)
        .filter(circuit -> !admits(circuit))
        .map(circuit -> circuits.open())
        .orElse(Duration.ZERO);
  }

  /** Takes no probe's place: whoever asks may still ask nothing of the storage. */
  private static boolean admits(CircuitBreaker circuit) {
    boolean admitted = circuit.tryAcquirePermission();
    if (admitted) {
      circuit.releasePermission();
    }
    return admitted;
  }

  private <T> Future<T> guarded(Location location, Supplier<Future<T>> request) {
    return inTurn(
        location,
        circuit ->
            circuit.tryAcquirePermission()
                ? judged(circuit, request)
                : Future.failedFuture(new StorageException(open(location.storage()))),
        request);
  }

  /** A probe if one is wanted; goes ahead in any case. */
  private <T> Future<T> counted(Location location, Supplier<Future<T>> request) {
    return inTurn(
        location,
        circuit -> {
          circuit.tryAcquirePermission();
          return judged(circuit, request);
        },
        request);
  }

  /**
   * A probe's place is taken after the turn has come: whose turn does not come would give it back
   * to nobody.
   *
   * @param otherwise where the location names no storage
   */
  private <T> Future<T> inTurn(
      Location location,
      Function<CircuitBreaker, Future<T>> request,
      Supplier<Future<T>> otherwise) {
    Optional<CircuitBreaker> circuit = circuitOf(location);
    if (circuit.isEmpty()) {
      return otherwise.get();
    }
    Future<Void> turn = turns.next(location.storage());
    return turn.succeeded()
        ? request.apply(circuit.get())
        : turn.compose(now -> request.apply(circuit.get()));
  }

  private static <T> Future<T> judged(CircuitBreaker circuit, Supplier<Future<T>> request) {
    long began = System.nanoTime();
    return request
        .get()
        .onSuccess(v -> circuit.onSuccess(since(began), TimeUnit.NANOSECONDS))
        .onFailure(cause -> count(circuit, since(began), cause));
  }

  private static long since(long began) {
    return System.nanoTime() - began;
  }

  /** Empty for what names no storage; the adapter says so. */
  private Optional<CircuitBreaker> circuitOf(Location location) {
    try {
      return Optional.of(circuits.of(location.storage()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static void count(CircuitBreaker circuit, long tookNanos, Throwable cause) {
    if (cause instanceof StorageException known && !isTrouble(known.failure().failureClass())) {
      circuit.onSuccess(tookNanos, TimeUnit.NANOSECONDS);
    } else {
      circuit.onError(tookNanos, TimeUnit.NANOSECONDS, cause);
    }
  }

  private static boolean isTrouble(FailureClass kind) {
    return switch (kind) {
      case CONNECTION, NAME_RESOLUTION, TIMEOUT, INTERRUPTED, OVERLOADED, STORAGE_IO -> true;
      default -> false;
    };
  }

  private static Failure open(StorageName storage) {
    return new Failure(
        FailureClass.OVERLOADED,
        Side.GENERAL_FAILURE,
        Phase.TRANSFER_PREPARATION,
        true,
        storage + " is left alone for a while: too many of its last requests failed");
  }
}
