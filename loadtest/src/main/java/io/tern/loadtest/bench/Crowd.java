package io.tern.loadtest.bench;

import io.tern.loadtest.rig.TernNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Some callers who ask one node the same kind of question, each as soon as it was answered. */
record Crowd(TernNode tern, int callers) {
  private static final Duration IDLE = Duration.ofSeconds(5);

  /** Processor seconds that service and broker take in a second in which nobody asks. */
  double idlePerSecond() throws InterruptedException {
    double before = tern.account().cpuSeconds();
    Thread.sleep(IDLE);
    return (tern.account().cpuSeconds() - before) / IDLE.toSeconds();
  }

  /** Milliseconds of the processor for each answer, less what {@code idlePerSecond} took. */
  double cpuMs(long requests, double idlePerSecond, Question question) throws Exception {
    double before = tern.account().cpuSeconds();
    long start = System.nanoTime();
    ask(requests, question);
    double seconds = (System.nanoTime() - start) / 1e9;
    double used = tern.account().cpuSeconds() - before;
    return Math.max(0, used - idlePerSecond * seconds) * 1000 / requests;
  }

  void ask(long requests, Question question) throws Exception {
    AtomicLong next = new AtomicLong();
    try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        workers.add(
            threads.submit(() -> {
              for (long n = next.getAndIncrement(); n < requests; n = next.getAndIncrement()) {
                question.ask(n);
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
