package io.tern.loadtest.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * The least that a client of third-party copies can do: one COPY a file, some at a time, and a look
 * at its last line.
 *
 * @param parallel copies at a time
 */
record BareCopies(int parallel, LongFunction<String> source, LongFunction<String> destination) {

  /** Copies a second over files 0 to {@code count}. */
  double perSecond(long count) throws IOException, InterruptedException {
    AtomicLong next = new AtomicLong();
    AtomicLong copied = new AtomicLong();
    long start = System.nanoTime();
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int n = 0; n < parallel; n++) {
        clients.execute(() -> {
          for (long file = next.getAndIncrement(); file < count; file = next.getAndIncrement()) {
            if (copies(http, file)) {
              copied.incrementAndGet();
            }
          }
        });
      }
      clients.shutdown();
      if (!clients.awaitTermination(10, TimeUnit.MINUTES)) {
        throw new IOException("bare copies: " + copied + " of " + count + " after 10 min");
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (copied.get() < count) {
      throw new IOException("bare copies: " + copied + " of " + count);
    }
    return count / seconds;
  }

  private boolean copies(HttpClient http, long file) {
    HttpRequest copy =
        HttpRequest.newBuilder(URI.create(destination.apply(file)))
            .method("COPY", HttpRequest.BodyPublishers.noBody())
            .header("Source", source.apply(file))
            .header("Overwrite", "F")
            .header("Credential", "none")
            .build();
    try {
      return http.send(copy, HttpResponse.BodyHandlers.ofString()).body().contains("success");
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
