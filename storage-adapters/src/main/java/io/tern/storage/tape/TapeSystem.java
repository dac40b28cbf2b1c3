package io.tern.storage.tape;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.storage.Access;
import io.tern.storage.StorageException;
import io.tern.storage.failure.Catalogue;
import io.tern.storage.http.Endpoint;
import io.tern.storage.http.Reply;
import io.tern.storage.tape.Answers.Where;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One tape system as one user sees it: the files that are on their way, and the one request that is
 * under way. Who asks for a file is answered from here, so that a million of them cost no request
 * each. Safe for any thread.
 */
final class TapeSystem {
  private static final int RESTAGED = 3;

  private final Endpoint door;
  private final Access access;
  private final TapeApi api;
  private final Catalogue catalogue;
  private final TapeSettings settings;
  private final Map<String, File> files = new HashMap<>();
  private final ArrayDeque<String> unsent = new ArrayDeque<>();
  private final Map<String, Stage> stages = new LinkedHashMap<>();
  private final Map<String, List<Promise<Boolean>>> archives = new LinkedHashMap<>();
  private final Map<String, String> done = new LinkedHashMap<>();
  private final Map<String, List<String>> cancels = new LinkedHashMap<>();
  private final Map<String, List<String>> releases = new LinkedHashMap<>();
  private @Nullable Endpoint uri;
  private int batch;
  private long quietUntil;
  private long nextForget;
  private long lastAsked;
  private Duration askedToWait = Duration.ZERO;
  private boolean sending;

  private static final class File {
    private Where where = new Where.OnItsWay();
    private String stage = "";
    private long asked;
    private int times;
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

  TapeSystem(
      Endpoint door, Access access, TapeApi api, Catalogue catalogue, TapeSettings settings) {
    this.door = door;
    this.access = access;
    this.api = api;
    this.catalogue = catalogue;
    this.settings = settings;
    this.batch = settings.batch();
    this.quietUntil = System.nanoTime();
    this.lastAsked = quietUntil;
    this.nextForget = quietUntil + settings.forget().toNanos();
  }

  /** Files that somebody waits for. */
  synchronized int size() {
    return files.size() + archives.size();
  }

  /** Whether it is there; the first call for a file asks for it, others look. */
  synchronized Future<Boolean> bringOnline(String path, long now) {
    File file = files.get(path);
    if (file == null) {
      file = new File();
      files.put(path, file);
      unsent.add(path);
    }
    file.asked = now;
    lastAsked = now;
    return switch (file.where) {
      case Where.OnItsWay waiting -> Future.succeededFuture(false);
      case Where.There there -> Future.succeededFuture(files.remove(path) != null);
      case Where.Lost lost -> {
        files.remove(path);
        yield Future.failedFuture(new StorageException(lost.failure()));
      }
    };
  }

  /** Whether nobody has asked for long, so that it may be forgotten. */
  synchronized boolean isIdle(long now) {
    return size() == 0
        && stages.isEmpty()
        && cancels.isEmpty()
        && releases.isEmpty()
        && now - lastAsked > settings.forget().toNanos();
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

  /** Answered by the next request for many. */
  synchronized Future<Boolean> isArchived(String path) {
    Promise<Boolean> answer = Promise.promise();
    archives.computeIfAbsent(path, none -> new ArrayList<>()).add(answer);
    return answer.future();
  }

  /** Sends the next request, if one is due and none is under way. */
  void tick(long now) {
    next(now)
        .ifPresent(
            request -> request.onFailure(cause -> rest(cause, now)).onComplete(over -> over()));
  }

  /** How long an overloaded system says it wants to be left alone, an hour at most. */
  private Reply heed(Reply reply) {
    String after = reply.isAny(429, 503) ? reply.headers().get("Retry-After") : null;
    if (after != null && after.matches("[0-9]{1,9}")) {
      askedToWait =
          min(Duration.ofSeconds(Math.max(1, Long.parseLong(after))), Duration.ofHours(1));
    }
    return reply;
  }

  private synchronized void over() {
    sending = false;
  }

  private synchronized Optional<Future<Void>> next(long now) {
    forget(now);
    if (sending || now - quietUntil < 0) {
      return Optional.empty();
    }
    Optional<Future<Void>> request =
        uri == null && size() > 0 ? Optional.of(discover(now)) : due(now);
    sending = request.isPresent();
    return request;
  }

  private Optional<Future<Void>> due(long now) {
    Endpoint to = uri;
    if (to == null) {
      return Optional.empty();
    }
    if (!cancels.isEmpty()) {
      var first = cancels.entrySet().iterator().next();
      cancels.remove(first.getKey());
      return Optional.of(api.cancel(to, access, first.getKey(), first.getValue()).mapEmpty());
    }
    if (!releases.isEmpty()) {
      var first = releases.entrySet().iterator().next();
      releases.remove(first.getKey());
      return Optional.of(api.release(to, access, first.getKey(), first.getValue()).mapEmpty());
    }
    List<String> paths = unsentBatch();
    if (!paths.isEmpty()) {
      return Optional.of(stage(to, paths, now));
    }
    return archives.isEmpty() ? look(to, now) : Optional.of(archiveInfo(to));
  }

  private Future<Void> discover(long now) {
    return api.discover(door, access)
        .map(this::heed)
        .compose(reply ->
            reply.isAny(404)
                ? Future.succeededFuture(Optional.<String>empty())
                : Answers.read(reply, Answers::uri))
        .map(found -> {
          discovered(found);
          return null;
        });
  }

  private synchronized void discovered(Optional<String> found) {
    if (found.isPresent()) {
      uri = Endpoint.of(found.get());
    } else {
      hasNoTape();
    }
  }

  /** All that is there is on disk, and nothing will ever be on tape. */
  private void hasNoTape() {
    unsent.clear();
    files.values().forEach(file -> file.where = new Where.There());
    failArchives(none());
  }

  private static Failure none() {
    return new Failure(
        FailureClass.UNSUPPORTED,
        Side.GENERAL_FAILURE,
        Phase.STAGING,
        false,
        "The storage offers no tape REST API v1");
  }

  private void loseAll(Failure failure) {
    unsent.clear();
    files.values().forEach(file -> file.where = new Where.Lost(failure));
    failArchives(failure);
  }

  private void failArchives(Failure failure) {
    archives.values().forEach(all -> tell(all, new Where.Lost(failure)));
    archives.clear();
  }

  private List<String> unsentBatch() {
    List<String> paths = new ArrayList<>();
    while (paths.size() < settings.batch() && !unsent.isEmpty()) {
      String path = unsent.remove();
      if (files.containsKey(path)) {
        paths.add(path);
      }
    }
    return paths;
  }

  private Future<Void> stage(Endpoint to, List<String> paths, long now) {
    return api.stage(to, access, paths, settings.diskLifetime())
        .map(this::heed)
        .compose(reply -> Answers.read(reply, Answers::requestId))
        .onSuccess(id -> staged(id, paths, now))
        .onFailure(cause -> notStaged(paths, cause))
        .mapEmpty();
  }

  private synchronized void staged(String id, List<String> paths, long now) {
    stages.put(id, new Stage(paths, settings.firstPoll(), now));
    for (String path : paths) {
      File file = files.get(path);
      if (file != null) {
        file.stage = id;
      }
    }
  }

  private synchronized void notStaged(List<String> paths, Throwable cause) {
    Failure failure = Catalogue.ofException(cause, Side.GENERAL_FAILURE, Phase.STAGING);
    for (String path : paths) {
      File file = files.get(path);
      if (file != null && failure.retryable()) {
        unsent.add(path);
      } else if (file != null) {
        file.where = new Where.Lost(failure);
      }
    }
  }

  private Optional<Future<Void>> look(Endpoint to, long now) {
    for (Map.Entry<String, Stage> each : stages.entrySet()) {
      if (now - each.getValue().due >= 0) {
        return Optional.of(look(to, each.getKey(), each.getValue(), now));
      }
    }
    return Optional.empty();
  }

  private Future<Void> look(Endpoint to, String id, Stage stage, long now) {
    stage.pause = min(stage.pause.multipliedBy(2), settings.lastPoll());
    stage.due = now + stage.pause.toNanos();
    return api.look(to, access, id)
        .map(this::heed)
        .compose(reply -> {
          if (reply.isAny(404)) {
            restage(id, stage);
            return Future.succeededFuture();
          }
          return Answers.read(reply, known -> Answers.staged(known, catalogue))
              .map(found -> {
                seen(id, stage, found);
                return null;
              });
        });
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** The system has forgotten the request: what it had not finished is asked for again. */
  private synchronized void restage(String id, Stage stage) {
    stages.remove(id);
    for (String path : stage.paths) {
      File file = files.get(path);
      if (file == null || !file.stage.equals(id) || !(file.where instanceof Where.OnItsWay)) {
        continue;
      }
      file.stage = "";
      file.times++;
      if (file.times > RESTAGED) {
        file.where = new Where.Lost(catalogue.ofRequest(404, "stage request " + id));
      } else {
        unsent.add(path);
      }
    }
  }

  private synchronized void seen(String id, Stage stage, Map<String, Where> found) {
    boolean waiting = false;
    for (String path : stage.paths) {
      File file = files.get(path);
      if (file == null || !file.stage.equals(id)) {
        continue;
      }
      file.where = found.getOrDefault(path, file.where);
      waiting |= file.where instanceof Where.OnItsWay;
      if (file.where instanceof Where.There) {
        remember(path, id);
      }
    }
    if (!waiting) {
      stages.remove(id);
    }
  }

  private void remember(String path, String id) {
    done.put(path, id);
    if (done.size() > settings.files()) {
      done.remove(done.keySet().iterator().next());
    }
  }

  private Future<Void> archiveInfo(Endpoint to) {
    Map<String, List<Promise<Boolean>>> asked = new LinkedHashMap<>();
    var each = archives.entrySet().iterator();
    while (asked.size() < batch && each.hasNext()) {
      var next = each.next();
      asked.put(next.getKey(), next.getValue());
      each.remove();
    }
    return api.archiveInfo(to, access, asked.keySet())
        .map(this::heed)
        .compose(reply -> Answers.read(reply, known -> Answers.archived(known, catalogue)))
        .onSuccess(found -> answer(asked, found))
        .onFailure(cause -> asked.values().forEach(all -> all.forEach(p -> p.tryFail(cause))))
        .mapEmpty();
  }

  /** Some systems answer for the first so many paths only, and say nothing of it. */
  private void answer(Map<String, List<Promise<Boolean>>> asked, Map<String, Where> found) {
    asked.forEach((path, all) -> tell(all, found.getOrDefault(path, new Where.OnItsWay())));
    if (found.size() < asked.size() && !found.isEmpty()) {
      shorten(found.size());
    }
  }

  private synchronized void shorten(int answered) {
    batch = Math.max(1, answered);
  }

  private static void tell(Collection<Promise<Boolean>> all, Where where) {
    for (Promise<Boolean> each : all) {
      switch (where) {
        case Where.There there -> each.tryComplete(true);
        case Where.OnItsWay waiting -> each.tryComplete(false);
        case Where.Lost lost -> each.tryFail(new StorageException(lost.failure()));
      }
    }
  }

  /** After a failure the system is left alone for a while; a final one fails all who wait. */
  private synchronized void rest(Throwable cause, long now) {
    Failure failure = Catalogue.ofException(cause, Side.GENERAL_FAILURE, Phase.STAGING);
    Duration pause = askedToWait.isZero() ? settings.busy() : askedToWait;
    askedToWait = Duration.ZERO;
    quietUntil = now + pause.toNanos();
    if (uri == null && !failure.retryable()) {
      loseAll(failure);
    }
  }

  /** Whoever waited has gone without a word: an agent that died, a limit that passed. */
  private void forget(long now) {
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
