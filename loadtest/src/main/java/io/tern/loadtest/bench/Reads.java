package io.tern.loadtest.bench;

import io.tern.loadtest.rig.TernNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/** Asks one node the same kind of question many times, over a few connections that are kept. */
final class Reads {
  private static final Duration IDLE = Duration.ofSeconds(5);

  private final TernNode tern;
  private final int connections;

  Reads(TernNode tern, int connections) {
    this.tern = tern;
    this.connections = connections;
  }

  /**
   * Milliseconds of the processor for each answer, service and broker; asked as often before to
   * warm up, and less what they take when nobody asks.
   *
   * @param path of each question, by its number
   */
  double cpuMs(long requests, LongFunction<String> path) throws Exception {
    ask(requests, path);
    double idle = idlePerSecond();
    double before = tern.account().cpuSeconds();
    long start = System.nanoTime();
    ask(requests, path);
    double seconds = (System.nanoTime() - start) / 1e9;
    double used = tern.account().cpuSeconds() - before;
    return Math.max(0, used - idle * seconds) * 1000 / requests;
  }

  private double idlePerSecond() throws InterruptedException {
    double before = tern.account().cpuSeconds();
    Thread.sleep(IDLE);
    return (tern.account().cpuSeconds() - before) / IDLE.toSeconds();
  }

  private void ask(long requests, LongFunction<String> path) throws Exception {
    AtomicLong next = new AtomicLong();
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        workers.add(
            threads.submit(() -> {
              for (long n = next.getAndIncrement(); n < requests; n = next.getAndIncrement()) {
                String unused = tern.get(path.apply(n));
              }
              return null;
            }));
      }
      for (Future<?> worker : workers) {
        worker.get();
      }
    }
  }
}
