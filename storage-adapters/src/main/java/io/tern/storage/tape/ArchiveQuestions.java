package io.tern.storage.tape;

import io.tern.job.Failure;
import io.tern.storage.Locality;
import io.tern.storage.StorageException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who waits to hear where files are, on disk or safe on tape. Each is answered by the next request
 * for many, or by its failure. Safe for any thread.
 */
final class ArchiveQuestions {
  private Map<String, List<Promise<Locality>>> waiting = new LinkedHashMap<>();
  private int batch;

  /**
   * @param batch files of one request, at first
   */
  ArchiveQuestions(int batch) {
    this.batch = batch;
  }

  /** Files that somebody has asked for. */
  synchronized int size() {
    return waiting.size();
  }

  synchronized Future<Locality> ask(String path) {
    Promise<Locality> answer = Promise.promise();
    waiting.computeIfAbsent(path, none -> new ArrayList<>()).add(answer);
    return answer.future();
  }

  /** Those for the next request. */
  synchronized Asked take() {
    Asked asked = new Asked(new LinkedHashMap<>());
    var each = waiting.entrySet().iterator();
    while (asked.answers.size() < batch && each.hasNext()) {
      var next = each.next();
      asked.answers.put(next.getKey(), next.getValue());
      each.remove();
    }
    return asked;
  }

  /** Nobody who has asked so far will be answered. */
  void fail(Failure failure) {
    takeAll().fail(new StorageException(failure));
  }

  private synchronized Asked takeAll() {
    Asked all = new Asked(waiting);
    waiting = new LinkedHashMap<>();
    return all;
  }

  /** Some systems answer for the first so many paths only, and say nothing of it. */
  private synchronized void shorten(int answered) {
    batch = Math.max(1, answered);
  }

  /** The questions of one request. */
  final class Asked {
    private final Map<String, List<Promise<Locality>>> answers;

    private Asked(Map<String, List<Promise<Locality>>> answers) {
      this.answers = answers;
    }

    List<String> paths() {
      return List.copyOf(answers.keySet());
    }

    /** What is not among the found is on its way, as far as is known. */
    void answer(Map<String, Future<Locality>> found) {
      Future<Locality> unknown = Future.succeededFuture(Locality.DISK);
      answers.forEach((path, all) -> tell(all, found.getOrDefault(path, unknown)));
      if (found.size() < answers.size() && !found.isEmpty()) {
        shorten(found.size());
      }
    }

    void fail(Throwable cause) {
      answers.values().forEach(all -> all.forEach(each -> each.tryFail(cause)));
    }

    private static void tell(List<Promise<Locality>> all, Future<Locality> where) {
      for (Promise<Locality> each : all) {
        where.onComplete(each::tryComplete, each::tryFail);
      }
    }
  }
}
