package io.tern.storage.tape;

import io.tern.job.Failure;
import io.tern.storage.StorageException;
import io.tern.storage.tape.Answers.Where;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who waits to hear whether files are safe on tape. Each is answered by the next request for many,
 * or by its failure. Safe for any thread.
 */
final class ArchiveQuestions {
  private Map<String, List<Promise<Boolean>>> waiting = new LinkedHashMap<>();
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

  synchronized Future<Boolean> ask(String path) {
    Promise<Boolean> answer = Promise.promise();
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
    private final Map<String, List<Promise<Boolean>>> answers;

    private Asked(Map<String, List<Promise<Boolean>>> answers) {
      this.answers = answers;
    }

    List<String> paths() {
      return List.copyOf(answers.keySet());
    }

    /** What is not among the found is on its way, as far as is known. */
    void answer(Map<String, Where> found) {
      answers.forEach((path, all) -> tell(all, found.getOrDefault(path, new Where.OnItsWay())));
      if (found.size() < answers.size() && !found.isEmpty()) {
        shorten(found.size());
      }
    }

    void fail(Throwable cause) {
      answers.values().forEach(all -> all.forEach(each -> each.tryFail(cause)));
    }

    private static void tell(List<Promise<Boolean>> all, Where where) {
      for (Promise<Boolean> each : all) {
        switch (where) {
          case Where.There there -> each.tryComplete(true);
          case Where.OnItsWay waiting -> each.tryComplete(false);
          case Where.Lost lost -> each.tryFail(new StorageException(lost.failure()));
        }
      }
    }
  }
}
