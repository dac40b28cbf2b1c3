package io.tern.storage.tape;

import io.tern.job.Failure;
import io.tern.storage.Staged;
import io.tern.storage.Staging;
import io.tern.storage.StorageException;
import io.tern.storage.failure.Catalogue;
import io.tern.storage.tape.Answers.Where;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
  private final Map<String, List<String>> cancels = new LinkedHashMap<>();
  private final Map<String, List<String>> releases = new LinkedHashMap<>();

  /** When they were cancelled: who waits for one of them still has to ask for it anew. */
  private final Map<Wanted, Long> cancelled = new HashMap<>();

  private long nextForget;

  private record Wanted(String stage, String path) {}

  private static final class File {
    private final Staging staging;
    private Where where = new Where.OnItsWay();
    private String stage = "";
    private long asked;
    private int times;
    private boolean failed;

    File(Staging staging) {
      this.staging = staging;
    }

    /** Whether it is on its way by that request. */
    boolean isOn(String id) {
      return stage.equals(id) && where instanceof Where.OnItsWay;
    }
  }

  private static final class Stage {
    private final Set<String> paths = new LinkedHashSet<>();
    private Duration pause;
    private long due;

    Stage(Duration pause, long now) {
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

  /**
   * Whether it is there; the first call for a file asks for it, others look. So does the first one
   * after a failure that may pass, since the request it was asked for by is done with it.
   */
  synchronized Future<Staged> bringOnline(String path, Staging staging, long now) {
    File file = files.get(path);
    if (file == null) {
      boolean gone = cancelled.containsKey(new Wanted(staging.request(), path));
      file = enlist(path, gone ? staging.anew() : staging, now);
    } else if (file.failed) {
      file = enlist(path, staging.anew(), now);
    }
    file.asked = now;
    return switch (file.where) {
      case Where.OnItsWay waiting -> Future.succeededFuture(new Staged(false, file.stage));
      case Where.There there -> {
        files.remove(path);
        yield Future.succeededFuture(new Staged(true, file.stage));
      }
      case Where.Lost lost -> {
        file.failed = true;
        if (!lost.failure().retryable()) {
          files.remove(path);
        }
        yield Future.failedFuture(new StorageException(lost.failure()));
      }
    };
  }

  private File enlist(String path, Staging staging, long now) {
    File file = new File(staging);
    files.put(path, file);
    if (staging.request().isEmpty()) {
      unsent.add(path);
    } else {
      file.stage = staging.request();
      stage(file.stage, now).paths.add(path);
    }
    return file;
  }

  private Stage stage(String id, long now) {
    return stages.computeIfAbsent(id, first -> new Stage(settings.firstPoll(), now));
  }

  /**
   * One who waited wants it no more; of a file that is not known here the stage request is told.
   * Whoever else waits asks for it by another request.
   */
  synchronized void cancel(String path, String request, long now) {
    File file = files.remove(path);
    if (file == null) {
      cancelBy(request, path, now);
    } else if (file.where instanceof Where.OnItsWay) {
      cancelBy(file.stage, path, now);
    }
  }

  private void cancelBy(String stage, String path, long now) {
    note(cancels, stage, path);
    if (!stage.isEmpty()) {
      cancelled.put(new Wanted(stage, path), now);
    }
  }

  /** It was read: it may leave the disk. */
  synchronized void release(String path, String request) {
    note(releases, request, path);
  }

  private static void note(Map<String, List<String>> parts, String stage, String path) {
    if (!stage.isEmpty()) {
      parts.computeIfAbsent(stage, none -> new ArrayList<>()).add(path);
    }
  }

  /** What the system was to be told and nobody waits for is not told. */
  synchronized void keepToOneself() {
    cancels.clear();
    releases.clear();
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
      if (file != null && file.stage.isEmpty()) {
        wanted.put(path, file.staging);
      }
    }
    return wanted;
  }

  /** They were asked for by this request; some may be wanted no more. */
  synchronized void staged(String id, Collection<String> paths, long now) {
    Stage stage = stage(id, now);
    for (String path : paths) {
      File file = files.get(path);
      if (file == null) {
        cancelBy(id, path, now);
      } else {
        file.stage = id;
        stage.paths.add(path);
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
    if (file == null || !file.isOn(id)) {
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
    return file.where instanceof Where.OnItsWay;
  }

  /** The same of all files, for good. */
  synchronized void all(Where where) {
    unsent.clear();
    files.values().forEach(file -> file.where = where);
  }

  /**
   * Whoever waited has gone without a word; another node may wait in its place, so nothing is
   * cancelled.
   */
  synchronized void forget(long now) {
    if (now - nextForget < 0) {
      return;
    }
    nextForget = now + settings.forget().toNanos() / 8;
    files.values().removeIf(file -> now - file.asked > settings.forget().toNanos());
    cancelled.values().removeIf(at -> now - at > settings.forget().toNanos());
    stages.entrySet().removeIf(each -> !isAwaited(each.getKey(), each.getValue()));
  }

  private boolean isAwaited(String id, Stage stage) {
    return stage.paths.stream().map(files::get).anyMatch(file -> file != null && file.isOn(id));
  }
}
