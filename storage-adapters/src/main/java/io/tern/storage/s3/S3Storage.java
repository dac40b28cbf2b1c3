package io.tern.storage.s3;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.storage.Access;
import io.tern.storage.Content;
import io.tern.storage.CopyEnd;
import io.tern.storage.CopyRequest;
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
import io.tern.storage.failure.UnknownAnswers;
import io.tern.storage.http.Addresses;
import io.tern.storage.http.Client;
import io.tern.storage.http.Endpoint;
import io.tern.storage.http.Headers;
import io.tern.storage.http.Requests;
import io.tern.storage.http.Servers;
import io.tern.storage.http.Streams;
import io.tern.storage.http.TokenRule;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * {@code s3} and {@code s3s}: buckets. Never the active side of a third-party copy, but {@link
 * #grant} gives the active side a presigned URL to read from or to write to. Copies between objects
 * of one storage are its own, and atomic: an object is there as a whole or not at all.
 *
 * <p>Has no directories and no tape: parents need not be made, every object is online.
 */
public final class S3Storage implements Storage {
  private static final Duration LEEWAY = Duration.ofMinutes(10);

  /** The longest a signature may hold. */
  private static final Duration LONGEST = Duration.ofDays(7);

  private final Vertx vertx;
  private final S3Settings settings;
  private final Client client;
  private final Client transfers;
  private final Streams streams;
  private final Objects objects;

  public S3Storage(Vertx vertx, S3Settings settings, Addresses addresses, UnknownAnswers unknown) {
    this(vertx, settings, addresses, unknown, new Servers());
  }

  /**
   * @param servers where all answers and connections are counted
   */
  public S3Storage(
      Vertx vertx,
      S3Settings settings,
      Addresses addresses,
      UnknownAnswers unknown,
      Servers servers) {
    this.vertx = vertx;
    this.settings = settings;
    Catalogue catalogue = new Catalogue(unknown);
    this.client = Client.metadata(vertx, addresses, settings.http(), servers);
    this.transfers = Client.copies(vertx, addresses, settings.http(), servers);
    this.streams = new Streams(vertx, transfers, catalogue, TokenRule.NEVER);
    this.objects =
        new Objects(
            new Requests(vertx, client, settings.http(), catalogue, servers::add, TokenRule.NEVER),
            settings.http().request());
  }

  @Override
  public Future<Stat> stat(Location file, Wanted algorithm) {
    return at(file, object -> objects.stat(object, algorithm));
  }

  /** There are no directories. */
  @Override
  public Future<Void> makeParents(Location file) {
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> delete(Location file) {
    return at(file, objects::delete);
  }

  @Override
  public Future<Location> grant(Location file, Purpose purpose, Duration validity) {
    Duration wanted = validity.plus(LEEWAY);
    Duration valid = wanted.compareTo(LONGEST) < 0 ? wanted : LONGEST;
    String method = purpose == Purpose.READ ? "GET" : "PUT";
    return at(
        file, object -> Future.succeededFuture(Location.open(object.presigned(method, valid))));
  }

  @Override
  public boolean copiesInside(CopyRequest request) {
    try {
      return of(request.source()).isBesides(of(request.destination()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public Copy copy(CopyRequest request, Consumer<Progress> progress) {
    return copiesInside(request)
        ? new InsideCopy(
                vertx,
                objects,
                of(request.source()),
                of(request.destination()),
                request,
                progress,
                settings.largest())
            .start()
        : new Ended(new CopyEnd.Refused(passive(), true));
  }

  @Override
  public Future<Content> read(Location file) {
    return grant(file, Purpose.READ, LEEWAY)
        .compose(open -> streams.get(Endpoint.of(open.url()), Headers.of(Access.NONE)));
  }

  /** Atomic: the object is there once all of it is. */
  @Override
  public Future<Void> write(Location file, Content content, Writing how) {
    Headers headers = Headers.of(Access.NONE);
    return grant(file, Purpose.WRITE, LEEWAY)
        .compose(open ->
            streams.put(
                Endpoint.of(open.url()),
                how.overwrite() ? headers : headers.with("If-None-Match", "*"),
                content));
  }

  private record Ended(CopyEnd how) implements Copy {
    @Override
    public Future<CopyEnd> end() {
      return Future.succeededFuture(how);
    }

    @Override
    public void abandon() {}
  }

  private static Failure passive() {
    return new Failure(
        FailureClass.UNSUPPORTED,
        Side.TRANSFER,
        Phase.TRANSFER,
        false,
        "S3 copies only within one storage: the other side has to be active");
  }

  /** What was begun inside the storage ends there. */
  @Override
  public Duration outlivesConnection(Location active) {
    return Duration.ofSeconds(60);
  }

  @Override
  public Future<List<Entry>> list(Location directory) {
    return unsupported("listings");
  }

  @Override
  public Future<Void> rename(Location from, Location to) {
    return unsupported("renaming");
  }

  @Override
  public Future<Void> makeDirectory(Location directory) {
    return unsupported("directories");
  }

  @Override
  public Future<Void> removeDirectory(Location directory) {
    return unsupported("directories");
  }

  @Override
  public Future<Staged> bringOnline(Location file, Staging staging) {
    return Future.succeededFuture(Staged.ONLINE);
  }

  @Override
  public Future<Locality> locality(Location file) {
    return unsupported("tape");
  }

  public Future<Void> close() {
    return transfers.close().eventually(client::close);
  }

  private S3Object of(Location location) {
    return S3Object.of(location, settings);
  }

  private <T> Future<T> at(Location location, Function<S3Object, Future<T>> request) {
    try {
      return request.apply(of(location));
    } catch (IllegalArgumentException e) {
      return failed(FailureClass.INVALID, String.valueOf(e.getMessage()));
    }
  }

  private static <T> Future<T> unsupported(String what) {
    return failed(FailureClass.UNSUPPORTED, "S3 has no " + what);
  }

  private static <T> Future<T> failed(FailureClass kind, String message) {
    return Future.failedFuture(
        new StorageException(
            new Failure(kind, Side.GENERAL_FAILURE, Phase.TRANSFER_PREPARATION, false, message)));
  }
}
