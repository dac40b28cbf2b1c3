package io.tern.orchestrator.credential;

import io.tern.orchestrator.security.OwnerId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Credentials of one node, forgotten with it. */
public final class MemoryCredentials implements Credentials {
  private final Map<Slot, Entry> kept = new ConcurrentHashMap<>();
  private final List<Slot> looked = new CopyOnWriteArrayList<>();
  private final List<Consumer<Slot>> listeners = new CopyOnWriteArrayList<>();
  private final LongSupplier clockMs;
  private volatile boolean away;

  private record Entry(Kept secret, long keptMs) {
    Held held(Slot slot) {
      return new Held(slot, keptMs, secret.expiresMs(), secret.issuer());
    }
  }

  public MemoryCredentials(LongSupplier clockMs) {
    this.clockMs = clockMs;
  }

  /** Whether nothing is kept, removed or heard, as while Kafka is away. */
  public void away(boolean now) {
    away = now;
  }

  private static <T> Future<T> unheard() {
    return Future.failedFuture(new IllegalStateException("Kafka is away"));
  }

  /** What was looked for, in order. */
  public List<Slot> looked() {
    return List.copyOf(looked);
  }

  public int size() {
    return kept.size();
  }

  public Optional<Kept> any(Slot.Kind kind) {
    return kept.entrySet().stream()
        .filter(entry -> entry.getKey().kind() == kind)
        .map(entry -> entry.getValue().secret)
        .findFirst();
  }

  @Override
  public Future<Void> keep(Slot slot, Kept secret) {
    if (away) {
      return unheard();
    }
    kept.put(slot, new Entry(secret, clockMs.getAsLong()));
    listeners.forEach(listener -> listener.accept(slot));
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> remove(Slot slot) {
    if (away) {
      return unheard();
    }
    kept.remove(slot);
    listeners.forEach(listener -> listener.accept(slot));
    return Future.succeededFuture();
  }

  @Override
  public Optional<Kept> find(Slot slot) {
    return entry(slot).map(Entry::secret);
  }

  private Optional<Entry> entry(Slot slot) {
    return Optional.ofNullable(kept.get(slot))
        .filter(one -> one.secret.expiresMs() > clockMs.getAsLong());
  }

  @Override
  public Future<Optional<Kept>> look(Slot slot) {
    looked.add(slot);
    return away ? unheard() : Future.succeededFuture(find(slot));
  }

  @Override
  public Optional<Held> glance(Slot slot) {
    return entry(slot).map(one -> one.held(slot));
  }

  @Override
  public List<Held> all(Slot.Kind kind) {
    return kept.keySet().stream()
        .filter(slot -> slot.kind() == kind)
        .flatMap(slot -> glance(slot).stream())
        .toList();
  }

  @Override
  public int tokensOf(OwnerId owner) {
    return (int)
        kept.keySet().stream()
            .filter(slot -> slot.owner().equals(owner) && slot.isOfToken())
            .map(Slot::name)
            .distinct()
            .count();
  }

  @Override
  public void listen(Consumer<Slot> listener) {
    listeners.add(listener);
  }
}
