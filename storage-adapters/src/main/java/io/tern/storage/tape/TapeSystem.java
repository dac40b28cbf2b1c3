package io.tern.storage.tape;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.storage.Access;
import io.tern.storage.Locality;
import io.tern.storage.Staged;
import io.tern.storage.Staging;
import io.tern.storage.failure.Catalogue;
import io.tern.storage.http.Endpoint;
import io.tern.storage.http.Reply;
import io.tern.storage.tape.Answers.Where;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One tape system as one user sees it: what is to be asked of it, and the one request that is under
 * way. Who asks for a file is answered from here, so that a million of them cost no request each.
 * Times are nanoseconds of one clock that never goes back. Safe for any thread.
 */
final class TapeSystem {
  private static final Duration LEFT_ALONE_AT_MOST = Duration.ofHours(1);

  private final Door door;
  private final Access access;
  private final TapeApi api;
  private final Catalogue catalogue;
  private final TapeSettings settings;
  private final StagedFiles files;
  private final ArchiveQuestions archives;
  private TapeApi.@Nullable Site site;
  private long quietUntil;
  private long lastAsked;
  private Duration askedToWait = Duration.ZERO;
  private boolean sending;
  private boolean archivesFirst;

  TapeSystem(
      Door door, Access access, TapeApi api, Catalogue catalogue, TapeSettings settings, long now) {
    this.door = door;
    this.access = access;
    this.api = api;
    this.catalogue = catalogue;
    this.settings = settings;
    this.files = new StagedFiles(settings, now);
    this.archives = new ArchiveQuestions(settings.batch());
    this.quietUntil = now;
    this.lastAsked = now;
  }

  /** Files that somebody waits for. */
  int size() {
    return files.size() + archives.size();
  }

  /** Whether it is there; the first call for a file asks for it, others look. */
  synchronized Future<Staged> bringOnline(String path, Staging staging, long now) {
    lastAsked = now;
    return files.bringOnline(path, staging, now);
  }

  /** Whether nobody has asked for long, so that it may be forgotten. */
  synchronized boolean isIdle(long now) {
    return !hasWork() && now - lastAsked > settings.forget().toNanos();
  }

  private boolean hasWork() {
    return !files.isIdle() || archives.size() > 0;
  }

  /** Nobody wants it any more. */
  void cancel(String path, String request) {
    files.cancel(path, request);
  }

  /** It was read: it may leave the disk. */
  void release(String path, String request) {
    files.release(path, request);
  }

  /** Answered by the next request for many. */
  Future<Locality> locality(String path) {
    return archives.ask(path);
  }

  /** Sends the next request, if one is due and none is under way. */
  void tick(long now) {
    files.forget(now);
    next(now)
        .ifPresent(
            request -> request.onFailure(cause -> rest(cause, now)).onComplete(over -> over()));
  }

  private synchronized Optional<Future<Void>> next(long now) {
    if (sending || now - quietUntil < 0 || door.isQuiet(now)) {
      return Optional.empty();
    }
    TapeApi.Site known = site;
    Optional<Future<Void>> request =
        known != null ? due(known, now) : hasWork() ? Optional.of(discover()) : Optional.empty();
    sending = request.isPresent();
    return request;
  }

  private synchronized void over() {
    sending = false;
  }

  private Optional<Future<Void>> due(TapeApi.Site site, long now) {
    Endpoint to = site.uri();
    return files
        .takeCancel()
        .map(part -> api.cancel(to, access, part.stage(), part.paths()))
        .or(() ->
            files.takeRelease().map(part -> api.release(to, access, part.stage(), part.paths())))
        .map(Future::<Void>mapEmpty)
        .or(() -> stage(site, now))
        .or(() -> ask(to, now));
  }

  /** In turn, so that of two kinds of questions neither keeps the other waiting. */
  private Optional<Future<Void>> ask(Endpoint to, long now) {
    archivesFirst = !archivesFirst;
    return archivesFirst
        ? archiveInfo(to).or(() -> look(to, now))
        : look(to, now).or(() -> archiveInfo(to));
  }

  private Optional<Future<Void>> look(Endpoint to, long now) {
    return files.takeDue(now).map(id -> look(to, id));
  }

  private Future<Void> discover() {
    return api.discover(door.endpoint(), access)
        .map(this::heed)
        .compose(reply ->
            reply.isAny(404)
                ? Future.succeededFuture(Optional.<TapeApi.Site>empty())
                : Answers.read(reply, Answers::site))
        .map(found -> {
          found.ifPresentOrElse(this::discovered, this::hasNoTape);
          return null;
        });
  }

  private synchronized void discovered(TapeApi.Site found) {
    site = found;
  }

  /** All that is there is on disk, and nothing will ever be on tape. */
  private void hasNoTape() {
    files.all(new Where.There());
    files.keepToOneself();
    archives.fail(
        new Failure(
            FailureClass.UNSUPPORTED,
            Side.GENERAL_FAILURE,
            Phase.STAGING,
            false,
            "The storage offers no tape REST API v1"));
  }

  private Optional<Future<Void>> stage(TapeApi.Site to, long now) {
    Map<String, Staging> unsent = files.takeUnsent();
    List<String> paths = List.copyOf(unsent.keySet());
    return paths.isEmpty()
        ? Optional.empty()
        : Optional.of(
            api.stage(to, access, unsent, settings.diskLifetime())
                .map(this::heed)
                .compose(reply -> Answers.read(reply, Answers::requestId))
                .onSuccess(id -> files.staged(id, paths, now))
                .onFailure(cause -> files.notStaged(paths, failureOf(cause)))
                .mapEmpty());
  }

  private Optional<Future<Void>> archiveInfo(Endpoint to) {
    if (archives.size() == 0) {
      return Optional.empty();
    }
    ArchiveQuestions.Asked asked = archives.take();
    return Optional.of(
        api.archiveInfo(to, access, asked.paths())
            .map(this::heed)
            .compose(reply -> Answers.read(reply, known -> Answers.archived(known, catalogue)))
            .onSuccess(asked::answer)
            .onFailure(asked::fail)
            .mapEmpty());
  }

  private Future<Void> look(Endpoint to, String id) {
    return api.look(to, access, id)
        .map(this::heed)
        .compose(reply -> {
          if (reply.isAny(404)) {
            files.forgotten(id, catalogue);
            return Future.succeededFuture();
          }
          return Answers.read(reply, known -> Answers.staged(known, catalogue))
              .onSuccess(found -> files.seen(id, found))
              .mapEmpty();
        });
  }

  /** How long an overloaded system says it wants to be left alone, an hour at most. */
  private Reply heed(Reply reply) {
    String after = reply.isAny(429, 503) ? reply.headers().get("Retry-After") : null;
    if (after != null && after.matches("[0-9]{1,9}")) {
      leaveAlone(Duration.ofSeconds(Math.max(1, Long.parseLong(after))));
    }
    return reply;
  }

  private synchronized void leaveAlone(Duration asked) {
    askedToWait = TapeSettings.shorter(asked, LEFT_ALONE_AT_MOST);
  }

  /**
   * After a failure the system is left alone for a while. Where it could not even be found, who
   * asks for archived files is told, a final failure is told to all, and what nobody waits for is
   * not said again.
   */
  private void rest(Throwable cause, long now) {
    Failure failure = failureOf(cause);
    if (!isFound(failure, now)) {
      archives.fail(failure);
      files.keepToOneself();
      if (!failure.retryable()) {
        files.all(new Where.Lost(failure));
      }
    }
  }

  /** Begins the rest as well. */
  private synchronized boolean isFound(Failure failure, long now) {
    Duration pause = askedToWait.isZero() ? settings.busy() : askedToWait;
    askedToWait = Duration.ZERO;
    quietUntil = now + pause.toNanos();
    door.failed(failure.failureClass(), quietUntil);
    return site != null;
  }

  private static Failure failureOf(Throwable cause) {
    return Catalogue.ofException(cause, Side.GENERAL_FAILURE, Phase.STAGING);
  }
}
