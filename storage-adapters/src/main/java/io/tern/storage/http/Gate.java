package io.tern.storage.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * Lets through so many tasks a key at once, the others in turn, each on the context that brought
 * it. Keys cost memory only while something goes on at them. Safe for any thread.
 */
final class Gate {
  private final Vertx vertx;
  private final int abreast;
  private final int mostWaiting;
  private final Map<String, Queue<Runnable>> waiting = new HashMap<>();
  private final Map<String, Integer> inside = new HashMap<>();

  Gate(Vertx vertx, int abreast, int mostWaiting) {
    this.vertx = vertx;
    this.abreast = abreast;
    this.mostWaiting = mostWaiting;
  }

  <T> Future<T> pass(String key, Supplier<Future<T>> task) {
    Promise<T> done = Promise.promise();
    Context context = vertx.getOrCreateContext();
    Runnable entry = () -> context.runOnContext(v -> run(key, task, done));
    switch (enter(key, entry)) {
      case IN -> run(key, task, done);
      case WAITS -> {}
      case FULL -> done.fail(Breakage.full(key, mostWaiting));
    }
    return done.future();
  }

  private <T> void run(String key, Supplier<Future<T>> task, Promise<T> done) {
    task.get().onComplete(done).onComplete(over -> leave(key));
  }

  private enum Entry {
    IN,
    WAITS,
    FULL
  }

  private synchronized Entry enter(String key, Runnable entry) {
    if (inside.getOrDefault(key, 0) < abreast) {
      inside.merge(key, 1, Integer::sum);
      return Entry.IN;
    }
    Queue<Runnable> queue = waiting.computeIfAbsent(key, none -> new ArrayDeque<>());
    if (queue.size() >= mostWaiting) {
      return Entry.FULL;
    }
    queue.add(entry);
    return Entry.WAITS;
  }

  /** The place goes to the next in turn, if there is one. */
  private synchronized void leave(String key) {
    Queue<Runnable> queue = waiting.get(key);
    if (queue == null) {
      inside.computeIfPresent(key, (same, number) -> number == 1 ? null : number - 1);
      return;
    }
    queue.remove().run();
    if (queue.isEmpty()) {
      waiting.remove(key);
    }
  }
}
