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
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One tape system as one user sees it: what is to be asked of it, and the one request that is under
 * way. Who asks for a file is answered from here, so that a million of them cost no request each.
 * Safe for any thread.
 */
final class TapeSystem {
  private static final Duration LEFT_ALONE_AT_MOST = Duration.ofHours(1);

  /** What the next request may be for, in turn, so that none keeps another waiting. */
  private enum Turn {
    TELL,
    STAGE,
    LOOK,
    ARCHIVED;

    Turn next() {
      return values()[(ordinal() + 1) % values().length];
    }
  }

  private final Door door;
  private final Access access;
  private final TapeApi api;
  private final Catalogue catalogue;
  private final TapeSettings settings;
  private final LongSupplier nanos;
  private final StagedFiles files;
  private final ArchiveQuestions archives;
  private TapeApi.@Nullable Site site;
  private long quietUntil;
  private long lastAsked;
  private Duration askedToWait = Duration.ZERO;
  private boolean sending;
  private Turn turn = Turn.ARCHIVED;

  /**
   * @param nanos a clock that never goes back
   */
  TapeSystem(
      Door door,
      Access access,
      TapeApi api,
      Catalogue catalogue,
      TapeSettings settings,
      LongSupplier nanos) {
    this.door = door;
    this.access = access;
    this.api = api;
    this.catalogue = catalogue;
    this.settings = settings;
    this.nanos = nanos;
    long now = nanos.getAsLong();
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
  Future<Staged> bringOnline(String path, Staging staging) {
    return files.bringOnline(path, staging, asked());
  }

  private synchronized long asked() {
    lastAsked = nanos.getAsLong();
    return lastAsked;
  }

  /** Whether nobody has asked for long, so that it may be forgotten. */
  synchronized boolean isIdle() {
    return !hasWork() && nanos.getAsLong() - lastAsked > settings.forget().toNanos();
  }

  private boolean hasWork() {
    return !files.isIdle() || archives.size() > 0;
  }

  /** Nobody wants it any more. */
  void cancel(String path, String request) {
    files.cancel(path, request, asked());
  }

  /** It was read: it may leave the disk. */
  void release(String path, String request) {
    asked();
    files.release(path, request);
  }

  /** Answered by the next request for many. */
  Future<Locality> locality(String path) {
    asked();
    return archives.ask(path);
  }

  /** Sends the next request, if one is due and none is under way. */
  void tick() {
    long now = nanos.getAsLong();
    files.forget(now);
    next(now).ifPresent(request -> request.onFailure(this::rest).onComplete(over -> over()));
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
    Optional<Future<Void>> request = Optional.empty();
    for (int left = Turn.values().length; left > 0 && request.isEmpty(); left--) {
      turn = turn.next();
      request = request(site, now);
    }
    return request;
  }

  private Optional<Future<Void>> request(TapeApi.Site site, long now) {
    return switch (turn) {
      case TELL -> tell(site.uri());
      case STAGE -> stage(site, now);
      case LOOK -> look(site.uri(), now);
      case ARCHIVED -> archiveInfo(site.uri());
    };
  }

  private Optional<Future<Void>> tell(Endpoint to) {
    return files
        .takeCancel()
        .map(part -> api.cancel(to, access, part.stage(), part.paths()))
        .or(() ->
            files.takeRelease().map(part -> api.release(to, access, part.stage(), part.paths())))
        .map(reply -> reply.map(this::heed).compose(TapeSystem::unlessOverloaded));
  }

  /** Any other word on what is told in vain is no trouble. */
  private static Future<Void> unlessOverloaded(Reply reply) {
    return reply.isAny(429, 503) ? reply.failed() : Future.succeededFuture();
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
  private void rest(Throwable cause) {
    Failure failure = failureOf(cause);
    if (!isFound(failure)) {
      archives.fail(failure);
      files.keepToOneself();
      if (!failure.retryable()) {
        files.all(new Where.Lost(failure));
      }
    }
  }

  /** Begins the rest as well. */
  private synchronized boolean isFound(Failure failure) {
    Duration pause = askedToWait.isZero() ? settings.busy() : askedToWait;
    askedToWait = Duration.ZERO;
    quietUntil = nanos.getAsLong() + pause.toNanos();
    door.failed(failure.failureClass(), quietUntil);
    return site != null;
  }

  private static Failure failureOf(Throwable cause) {
    return Catalogue.ofException(cause, Side.GENERAL_FAILURE, Phase.STAGING);
  }
}
