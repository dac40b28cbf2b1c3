package io.tern.loadtest.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Clients that each ask a question of their own once a second, over a connection of their own,
 * until they are closed. Times count from when a question was due, so that a slow answer hides
 * none.
 */
final class Pollers implements AutoCloseable {
  private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Histogram nanos = new ConcurrentHistogram(HOUR_NANOS, 3);
  private final AtomicLong pushedBack = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closed;

  /**
   * @param urls of each client
   */
  Pollers(List<String> urls) {
    long start = System.nanoTime();
    for (int client = 0; client < urls.size(); client++) {
      HttpRequest question = HttpRequest.newBuilder(URI.create(urls.get(client))).build();
      long first = start + PERIOD_NANOS * client / urls.size();
      threads.add(Thread.ofVirtual().name("poller").start(() -> poll(question, first)));
    }
  }

  private void poll(HttpRequest question, long first) {
    for (long due = first; !closed; due += PERIOD_NANOS) {
      LockSupport.parkNanos(due - System.nanoTime());
      if (!closed) {
        ask(question, due);
      }
    }
  }

  private void ask(HttpRequest question, long due) {
    try {
      HttpResponse<byte[]> answer = http.send(question, BodyHandlers.ofByteArray());
      nanos.recordValue(Math.clamp(System.nanoTime() - due, 0, HOUR_NANOS));
      if (answer.statusCode() != 200) {
        boolean polite = answer.headers().firstValue("Retry-After").isPresent();
        boolean busy = answer.statusCode() == 503 || answer.statusCode() == 429;
        (busy && polite ? pushedBack : refused).incrementAndGet();
      }
    } catch (IOException e) {
      refused.incrementAndGet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What they met; once they are closed. */
  void note(Findings findings) {
    findings.note("polls", nanos.getTotalCount());
    findings.note("poll_p50_ms", nanos.getValueAtPercentile(50) / 1e6);
    findings.note("poll_p99_ms", nanos.getValueAtPercentile(99) / 1e6);
    findings.note("polls_pushed_back", pushedBack.get());
    findings.require(nanos.getTotalCount() > 0, "nobody polled");
    findings.require(refused.get() == 0, "polls without an answer: " + refused.get());
  }

  /** Waits for the questions that are on their way. */
  @Override
  public void close() throws InterruptedException {
    closed = true;
    for (Thread thread : threads) {
      thread.join();
    }
    http.close();
  }
}
