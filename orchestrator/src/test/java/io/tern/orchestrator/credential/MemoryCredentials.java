package io.tern.orchestrator.credential;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/** Credentials of one node, forgotten with it. */
public final class MemoryCredentials implements Credentials {
  private final Map<Slot, Kept> kept = new ConcurrentHashMap<>();
  private final List<Slot> looked = new CopyOnWriteArrayList<>();
  private final LongSupplier clockMs;

  public MemoryCredentials(LongSupplier clockMs) {
    this.clockMs = clockMs;
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
        .map(Map.Entry::getValue)
        .findFirst();
  }

  @Override
  public Future<Void> keep(Slot slot, Kept secret) {
    kept.put(slot, secret);
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> remove(Slot slot) {
    kept.remove(slot);
    return Future.succeededFuture();
  }

  @Override
  public Optional<Kept> find(Slot slot) {
    return Optional.ofNullable(kept.get(slot)).filter(one -> one.expiresMs() > clockMs.getAsLong());
  }

  @Override
  public Future<Optional<Kept>> look(Slot slot) {
    looked.add(slot);
    return Future.succeededFuture(find(slot));
  }
}
