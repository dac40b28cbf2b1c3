package io.tern.orchestrator.view;

import io.tern.orchestrator.journal.wire.Position;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** A store for a test: opened small, fed in batches that count on from one another. */
final class StoreFixture implements AutoCloseable {
  static final Origin ORIGIN = new Origin("cluster-1", "topic-1", 1);
  static final long NOW_MS = 1_000_000_000L;

  final Path path;
  LocalStore store;
  private long offset;

  StoreFixture(Path path) {
    this.path = path;
    this.store = open(ORIGIN, NOW_MS);
  }

  LocalStore open(Origin origin, long nowMs) {
    return LocalStore.open(path, origin, StoreSettings.DEFAULT, nowMs);
  }

  void reopen() {
    store.close();
    store = open(ORIGIN, NOW_MS);
  }

  void apply(Consumer<Batch> content) {
    apply(Position.newBuilder(), content);
  }

  void apply(Position.Builder position, Consumer<Batch> content) {
    offset++;
    Batch batch = new Batch(new Applied(position.setCommands(offset).build(), offset, NOW_MS));
    content.accept(batch);
    store.apply(batch);
  }

  StoredJob job(SampleJob job) {
    return store.job(job.id()).orElseThrow();
  }

  List<StoredTransfer> transfers(SampleJob job) {
    List<StoredTransfer> transfers = new ArrayList<>();
    store.transfers(job(job), transfers::add);
    return transfers;
  }

  List<UUID> list(JobQuery query) {
    return store.list(query).stream().map(StoredJob::id).toList();
  }

  static JobQuery newest(int limit) {
    return any(false, limit);
  }

  static JobQuery unfinished(int limit) {
    return any(true, limit);
  }

  private static JobQuery any(boolean unfinished, int limit) {
    return new JobQuery(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        unfinished,
        0,
        limit);
  }

  @Override
  public void close() {
    store.close();
  }
}
