package io.tern.storage.tape;

import io.tern.job.Failure;
import io.tern.storage.Staging;
import io.tern.storage.StorageException;
import io.tern.storage.failure.Catalogue;
import io.tern.storage.tape.Answers.Where;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files that one user wants on disk, and the stage requests by which they were asked for. Sends
 * nothing and knows no clock: times are nanoseconds of one that never goes back. Safe for any
 * thread.
 */
final class StagedFiles {
  private static final int RESTAGED = 3;

  private final TapeSettings settings;
  private final Map<String, File> files = new HashMap<>();
  private final ArrayDeque<String> unsent = new ArrayDeque<>();
  private final Map<String, Stage> stages = new LinkedHashMap<>();
  private final Map<String, String> done = new LinkedHashMap<>();
  private final Map<String, List<String>> cancels = new LinkedHashMap<>();
  private final Map<String, List<String>> releases = new LinkedHashMap<>();
  private long nextForget;

  private static final class File {
    private final Staging staging;
    private Where where = new Where.OnItsWay();
    private String stage = "";
    private long asked;
    private int times;

    File(Staging staging) {
      this.staging = staging;
    }
  }

  private static final class Stage {
    private final List<String> paths;
    private Duration pause;
    private long due;

    Stage(List<String> paths, Duration pause, long now) {
      this.paths = paths;
      this.pause = pause;
      this.due = now + pause.toNanos();
    }
  }

  /** Some paths of one stage request. */
  record Part(String stage, List<String> paths) {}

  StagedFiles(TapeSettings settings, long now) {
    this.settings = settings;
    this.nextForget = now + settings.forget().toNanos();
  }

  /** Files that somebody waits for. */
  synchronized int size() {
    return files.size();
  }

  synchronized boolean isIdle() {
    return files.isEmpty() && stages.isEmpty() && cancels.isEmpty() && releases.isEmpty();
  }

  /** Whether it is there; the first call for a file asks for it, others look. */
  synchronized Future<Boolean> bringOnline(String path, Staging staging, long now) {
    File file = files.get(path);
    if (file == null) {
      file = new File(staging);
      files.put(path, file);
      unsent.add(path);
    }
    file.asked = now;
    return switch (file.where) {
      case Where.OnItsWay waiting -> Future.succeededFuture(false);
      case Where.There there -> Future.succeededFuture(files.remove(path) != null);
      case Where.Lost lost -> {
        files.remove(path);
        yield Future.failedFuture(new StorageException(lost.failure()));
      }
    };
  }

  /** Nobody wants it any more. */
  synchronized void cancel(String path) {
    File file = files.remove(path);
    if (file != null && !file.stage.isEmpty() && file.where instanceof Where.OnItsWay) {
      cancels.computeIfAbsent(file.stage, none -> new ArrayList<>()).add(path);
    }
  }

  /** It was read: it may leave the disk. */
  synchronized void release(String path) {
    String stage = done.remove(path);
    if (stage != null) {
      releases.computeIfAbsent(stage, none -> new ArrayList<>()).add(path);
    }
  }

  /** What the system is to be told next that nobody wants any more. */
  synchronized Optional<Part> takeCancel() {
    return take(cancels);
  }

  /** What the system is to be told next that may leave the disk. */
  synchronized Optional<Part> takeRelease() {
    return take(releases);
  }

  private static Optional<Part> take(Map<String, List<String>> parts) {
    Optional<Part> first =
        parts.entrySet().stream().findFirst().map(each -> new Part(each.getKey(), each.getValue()));
    first.ifPresent(part -> parts.remove(part.stage()));
    return first;
  }

  /** What is to be asked for next, empty for nothing. */
  synchronized Map<String, Staging> takeUnsent() {
    Map<String, Staging> wanted = new LinkedHashMap<>();
    while (wanted.size() < settings.batch() && !unsent.isEmpty()) {
      String path = unsent.remove();
      File file = files.get(path);
      if (file != null) {
        wanted.put(path, file.staging);
      }
    }
    return wanted;
  }

  /** They were asked for by this request. */
  synchronized void staged(String id, List<String> paths, long now) {
    stages.put(id, new Stage(paths, settings.firstPoll(), now));
    for (String path : paths) {
      File file = files.get(path);
      if (file != null) {
        file.stage = id;
      }
    }
  }

  /** The request for them failed. */
  synchronized void notStaged(List<String> paths, Failure failure) {
    for (String path : paths) {
      File file = files.get(path);
      if (file != null && failure.retryable()) {
        unsent.add(path);
      } else if (file != null) {
        file.where = new Where.Lost(failure);
      }
    }
  }

  /** The request to look at now; the next look at it is due later and ever later. */
  synchronized Optional<String> takeDue(long now) {
    for (Map.Entry<String, Stage> each : stages.entrySet()) {
      Stage stage = each.getValue();
      if (now - stage.due >= 0) {
        stage.pause = TapeSettings.shorter(stage.pause.multipliedBy(2), settings.lastPoll());
        stage.due = now + stage.pause.toNanos();
        return Optional.of(each.getKey());
      }
    }
    return Optional.empty();
  }

  /** The system has forgotten the request: what it had not finished is asked for again. */
  synchronized void forgotten(String id, Catalogue catalogue) {
    Stage stage = stages.remove(id);
    if (stage != null) {
      stage.paths.forEach(path -> restage(path, id, catalogue));
    }
  }

  private void restage(String path, String id, Catalogue catalogue) {
    File file = files.get(path);
    if (file == null || !file.stage.equals(id) || !(file.where instanceof Where.OnItsWay)) {
      return;
    }
    file.stage = "";
    file.times++;
    if (file.times > RESTAGED) {
      file.where = new Where.Lost(catalogue.ofRequest(404, "stage request " + id));
    } else {
      unsent.add(path);
    }
  }

  /** The system's word on a request. */
  synchronized void seen(String id, Map<String, Where> found) {
    Stage stage = stages.get(id);
    if (stage == null) {
      return;
    }
    boolean waiting = false;
    for (String path : stage.paths) {
      waiting |= isStillOnItsWay(path, id, found);
    }
    if (!waiting) {
      stages.remove(id);
    }
  }

  private boolean isStillOnItsWay(String path, String id, Map<String, Where> found) {
    File file = files.get(path);
    if (file == null || !file.stage.equals(id)) {
      return false;
    }
    file.where = found.getOrDefault(path, file.where);
    if (file.where instanceof Where.There) {
      remember(path, id);
    }
    return file.where instanceof Where.OnItsWay;
  }

  private void remember(String path, String id) {
    done.put(path, id);
    if (done.size() > settings.files()) {
      done.remove(done.keySet().iterator().next());
    }
  }

  /** The same of all files, for good. */
  synchronized void all(Where where) {
    unsent.clear();
    files.values().forEach(file -> file.where = where);
  }

  /** Whoever waited has gone without a word: an agent that died, a limit that passed. */
  synchronized void forget(long now) {
    if (now - nextForget < 0) {
      return;
    }
    nextForget = now + settings.forget().toNanos() / 8;
    List<String> forgotten =
        files.entrySet().stream()
            .filter(each -> now - each.getValue().asked > settings.forget().toNanos())
            .map(Map.Entry::getKey)
            .toList();
    forgotten.forEach(this::cancel);
  }
}
