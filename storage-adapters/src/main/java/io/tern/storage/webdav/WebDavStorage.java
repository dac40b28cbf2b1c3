package io.tern.storage.webdav;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.storage.Access;
import io.tern.storage.AddressGuard;
import io.tern.storage.Content;
import io.tern.storage.CopyEnd;
import io.tern.storage.CopyRequest;
import io.tern.storage.CopyRequest.Direction;
import io.tern.storage.Locality;
import io.tern.storage.Location;
import io.tern.storage.Progress;
import io.tern.storage.Staged;
import io.tern.storage.Staging;
import io.tern.storage.Stat;
import io.tern.storage.Storage;
import io.tern.storage.StorageException;
import io.tern.storage.Writing;
import io.tern.storage.failure.Catalogue;
import io.tern.storage.failure.Redaction;
import io.tern.storage.failure.UnknownAnswers;
import io.tern.storage.http.Addresses;
import io.tern.storage.http.Ask;
import io.tern.storage.http.Body;
import io.tern.storage.http.Client;
import io.tern.storage.http.Endpoint;
import io.tern.storage.http.Headers;
import io.tern.storage.http.Reply;
import io.tern.storage.http.Requests;
import io.tern.storage.http.Servers;
import io.tern.storage.http.Streams;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * {@code http}, {@code https}, {@code dav} and {@code davs}: storages that copy among themselves
 * when asked by WebDAV's COPY (HTTP-TPC): XRootD, dCache, StoRM, EOS.
 *
 * <p>A transfer in the ordinary case costs four requests: HEAD of the source and of the destination
 * at once, COPY, HEAD of the destination. Has no tape; every file counts as online.
 */
public final class WebDavStorage implements Storage {
  /** Beyond a copy's limit, for what a token for it must last. */
  private static final Duration LEEWAY = Duration.ofMinutes(10);

  private final Vertx vertx;
  private final WebDavSettings settings;
  private final Client metadata;
  private final Client copies;
  private final Dialects dialects;
  private final Parents parents = new Parents();
  private final BiConsumer<Endpoint, HttpClientResponse> learn;
  private final Watch watch;
  private final Requests requests;
  private final Stats stats;
  private final Endings endings;
  private final Streams streams;
  private final Macaroons macaroons;

  /**
   * @param unknown where answers are counted that nobody knows
   */
  public WebDavStorage(
      Vertx vertx, WebDavSettings settings, AddressGuard guard, UnknownAnswers unknown) {
    this(vertx, settings, new Addresses(vertx, guard), unknown);
  }

  /**
   * @param addresses where connections go, shared with other adapters
   */
  public WebDavStorage(
      Vertx vertx, WebDavSettings settings, Addresses addresses, UnknownAnswers unknown) {
    this(vertx, settings, addresses, unknown, new Servers());
  }

  /**
   * @param servers where all answers and connections are counted
   */
  public WebDavStorage(
      Vertx vertx,
      WebDavSettings settings,
      Addresses addresses,
      UnknownAnswers unknown,
      Servers servers) {
    Catalogue catalogue = new Catalogue(unknown);
    this.vertx = vertx;
    this.settings = settings;
    this.dialects = new Dialects(settings.tokenDomains());
    BiConsumer<Endpoint, HttpClientResponse> count = servers::add;
    this.learn = count.andThen(dialects::learn);
    this.metadata = Client.metadata(vertx, addresses, settings.http(), servers);
    this.copies = Client.copies(vertx, addresses, settings.http(), servers);
    this.watch = new Watch(vertx, settings.tick(), settings.copies());
    this.requests = new Requests(vertx, metadata, settings.http(), catalogue, learn, dialects);
    this.macaroons = new Macaroons(requests, settings.http().request());
    this.streams = new Streams(vertx, copies, catalogue, dialects);
    this.endings = new Endings(catalogue);
    this.stats = new Stats(requests, dialects, settings);
  }

  @Override
  public Future<Stat> stat(Location file, Wanted algorithm) {
    return at(file, to -> stats.of(to, file.access(), algorithm));
  }

  /** A certificate cannot be handed on; what a macaroon stands for can. */
  @Override
  public Future<Location> grant(Location file, Purpose purpose, Duration validity) {
    return file.access() instanceof Access.Proxy user
        ? at(file, to -> macaroons.grant(file, user, purpose, validity.plus(LEEWAY)))
        : Future.succeededFuture(file);
  }

  @Override
  public Copy copy(CopyRequest request, Consumer<Progress> progress) {
    WebDavCopy copy =
        new WebDavCopy(vertx, request, progress, copies, watch, endings, dialects, learn).start();
    copy.end().onSuccess(end -> forgetMissingParent(request, end));
    return copy;
  }

  /** What {@link Parents} remembers was wrong if the active side says so. */
  private void forgetMissingParent(CopyRequest request, CopyEnd end) {
    if (end instanceof CopyEnd.Refused refused
        && refused.failure().failureClass() == FailureClass.NOT_FOUND
        && request.direction() == Direction.PULL) {
      parents.forgetAbove(Endpoint.of(request.destination().url()));
    }
  }

  @Override
  public Future<Content> read(Location file) {
    return at(file, from -> streams.get(from, Headers.of(file.access())));
  }

  @Override
  public Future<Void> write(Location file, Content content, Writing how) {
    return at(file, to -> streams.put(to, written(file, how), content));
  }

  private static Headers written(Location file, Writing how) {
    Headers headers = Headers.of(file.access());
    if (!how.archiveMetadata().isEmpty()) {
      headers.with(CopyHeaders.ARCHIVE, CopyHeaders.encoded(how.archiveMetadata()));
    }
    return how.overwrite() ? headers : headers.with("If-None-Match", "*");
  }

  @Override
  public Duration outlivesConnection(Location active) {
    return dialects.of(Endpoint.of(active.url())).outlivesConnection();
  }

  @Override
  public Future<Void> makeParents(Location file) {
    return at(
        file,
        to ->
            parents.makeAbove(
                to, directory -> requests.sendOrRepeat(ask("MKCOL", directory, file))));
  }

  /** WebDAV's DELETE takes a directory with all below it, so what is known to be one is spared. */
  @Override
  public Future<Void> delete(Location file) {
    return at(
        file,
        to ->
            stats
                .isDirectory(to, file.access())
                .compose(directory ->
                    directory
                        ? failed(FailureClass.INVALID, "Is a directory")
                        : requests
                            .sendOrRepeat(ask("DELETE", to, file))
                            .compose(reply -> done(reply, 404, 410))));
  }

  @Override
  public Future<List<Entry>> list(Location directory) {
    return at(
        directory,
        to ->
            stats
                .properties(to, directory.access(), "1", Body.LISTING)
                .map(found -> entries(to, found)));
  }

  private static List<Entry> entries(Endpoint directory, List<Multistatus.Resource> found) {
    String self = name(directory.path());
    return found.stream()
        .skip(!found.isEmpty() && name(found.getFirst().path()).equals(self) ? 1 : 0)
        .map(resource -> new Entry(name(resource.path()), resource.stat()))
        .toList();
  }

  private static String name(String path) {
    String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    String name = trimmed.substring(trimmed.lastIndexOf('/') + 1);
    return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public Future<Void> rename(Location from, Location to) {
    return at(
        from,
        at -> {
          parents.forget(at);
          Headers headers =
              Headers.of(from.access())
                  .with("Destination", Endpoint.httpUrl(to.url()))
                  .with("Overwrite", "F");
          return requests
              .send(Ask.of("MOVE", at, headers, settings.http().request()))
              .compose(reply -> done(reply));
        });
  }

  @Override
  public Future<Void> makeDirectory(Location directory) {
    return at(
        directory,
        to ->
            requests
                .send(ask("MKCOL", to, directory))
                .compose(reply ->
                    reply.status() == 405
                        ? failed(FailureClass.EXISTS, "File exists")
                        : done(reply)));
  }

  /** WebDAV's DELETE takes all below a directory, so it is listed before. */
  @Override
  public Future<Void> removeDirectory(Location directory) {
    return list(directory)
        .compose(entries ->
            entries.isEmpty()
                ? at(directory, to -> removed(to, directory))
                : failed(FailureClass.INVALID, "Directory not empty"));
  }

  private Future<Void> removed(Endpoint to, Location directory) {
    parents.forget(to);
    return requests.send(ask("DELETE", to, directory)).compose(reply -> done(reply));
  }

  @Override
  public Future<Staged> bringOnline(Location file, Staging staging) {
    return Future.succeededFuture(Staged.ONLINE);
  }

  @Override
  public Future<Locality> locality(Location file) {
    return failed(FailureClass.UNSUPPORTED, "WebDAV has no tape");
  }

  /** Abandons what runs and closes all connections. */
  public Future<Void> close() {
    watch.close();
    return copies.close().eventually(metadata::close);
  }

  /** Copies under way. */
  public int running() {
    return watch.running();
  }

  private Ask ask(String method, Endpoint to, Location location) {
    return Ask.of(method, to, Headers.of(location.access()), settings.http().request());
  }

  private static Future<Void> done(Reply reply, int... alsoFine) {
    return reply.isSuccess() || reply.isAny(alsoFine) ? Future.succeededFuture() : reply.failed();
  }

  private static <T> Future<T> at(Location location, Function<Endpoint, Future<T>> request) {
    try {
      return request.apply(Endpoint.of(location.url()));
    } catch (IllegalArgumentException e) {
      return failed(FailureClass.INVALID, Redaction.of(String.valueOf(e.getMessage())));
    }
  }

  private static <T> Future<T> failed(FailureClass kind, String message) {
    return Future.failedFuture(
        new StorageException(
            new Failure(kind, Side.GENERAL_FAILURE, Phase.TRANSFER_PREPARATION, false, message)));
  }
}
