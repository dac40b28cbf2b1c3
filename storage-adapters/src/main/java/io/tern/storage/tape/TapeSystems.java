package io.tern.storage.tape;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.storage.Access;
import io.tern.storage.Locality;
import io.tern.storage.Location;
import io.tern.storage.Staged;
import io.tern.storage.Staging;
import io.tern.storage.StorageException;
import io.tern.storage.Tape;
import io.tern.storage.failure.Catalogue;
import io.tern.storage.failure.UnknownAnswers;
import io.tern.storage.http.Addresses;
import io.tern.storage.http.Client;
import io.tern.storage.http.Endpoint;
import io.tern.storage.http.HttpSettings;
import io.tern.storage.http.Requests;
import io.tern.storage.http.Servers;
import io.tern.storage.http.TokenRule;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/**
 * Tape behind WebDAV doors, by the WLCG Tape REST API. Each door, as each user sees it, is a system
 * of its own; one timer serves all of them.
 */
public final class TapeSystems implements Tape {
  private record Key(String door, Access access) {}

  private final Vertx vertx;
  private final TapeSettings settings;
  private final Client client;
  private final Catalogue catalogue;
  private final TapeApi api;
  private final Map<Key, TapeSystem> systems = new ConcurrentHashMap<>();
  private final Map<String, Door> doors = new ConcurrentHashMap<>();
  private final AtomicInteger files = new AtomicInteger();
  private final long timer;

  public TapeSystems(
      Vertx vertx,
      TapeSettings settings,
      HttpSettings http,
      Addresses addresses,
      UnknownAnswers unknown) {
    this(vertx, settings, http, addresses, unknown, new Servers());
  }

  /**
   * @param servers where all answers and connections are counted
   */
  public TapeSystems(
      Vertx vertx,
      TapeSettings settings,
      HttpSettings http,
      Addresses addresses,
      UnknownAnswers unknown,
      Servers servers) {
    this.vertx = vertx;
    this.settings = settings;
    this.client = Client.metadata(vertx, addresses, http, servers);
    this.catalogue = new Catalogue(unknown);
    this.api =
        new TapeApi(
            new Requests(vertx, client, http, catalogue, servers::add, TokenRule.NEVER),
            http.request());
    this.timer = vertx.setPeriodic(settings.tick().toMillis(), due -> tick());
  }

  private void tick() {
    int all = 0;
    for (TapeSystem system : systems.values()) {
      system.tick();
      all += system.size();
    }
    files.set(all);
    if (systems.values().removeIf(TapeSystem::isIdle)) {
      doors.keySet().retainAll(systems.keySet().stream().map(Key::door).toList());
    }
  }

  @Override
  public Future<Staged> bringOnline(Location file, Staging staging) {
    return ask(file, (system, path) -> system.bringOnline(path, staging));
  }

  @Override
  public Future<Locality> locality(Location file) {
    return onThisContext(ask(file, TapeSystem::locality));
  }

  @Override
  public void cancelStaging(Location file, String request) {
    Endpoint at = Endpoint.of(file.url());
    system(at, file.access()).cancel(Answers.path(at.path()), request);
  }

  @Override
  public void release(Location file, String request) {
    Endpoint at = Endpoint.of(file.url());
    system(at, file.access()).release(Answers.path(at.path()), request);
  }

  private static Key key(Endpoint at, Access access) {
    return new Key(at.withTarget("/").url(), access);
  }

  private <T> Future<T> ask(Location file, BiFunction<TapeSystem, String, Future<T>> question) {
    if (files.get() >= settings.files()) {
      return Future.failedFuture(new StorageException(full()));
    }
    try {
      Endpoint at = Endpoint.of(file.url());
      return question.apply(system(at, file.access()), Answers.path(at.path()));
    } catch (IllegalArgumentException e) {
      return Future.failedFuture(
          new StorageException(
              new Failure(
                  FailureClass.INVALID,
                  Side.GENERAL_FAILURE,
                  Phase.STAGING,
                  false,
                  String.valueOf(e.getMessage()))));
    }
  }

  private TapeSystem system(Endpoint at, Access access) {
    return systems.computeIfAbsent(
        key(at, access),
        first -> new TapeSystem(door(at), access, api, catalogue, settings, System::nanoTime));
  }

  private Door door(Endpoint at) {
    Endpoint door = at.withTarget("/");
    return doors.computeIfAbsent(door.url(), first -> new Door(door, System.nanoTime()));
  }

  private <T> Future<T> onThisContext(Future<T> answer) {
    Context context = vertx.getOrCreateContext();
    Promise<T> here = Promise.promise();
    answer.onComplete(end -> context.runOnContext(v -> here.handle(end)));
    return here.future();
  }

  private Failure full() {
    return new Failure(
        FailureClass.OVERLOADED,
        Side.GENERAL_FAILURE,
        Phase.STAGING,
        true,
        "files waiting for tape: " + settings.files() + ", no more allowed");
  }

  /** Files that somebody waits for, over all systems. */
  public int waiting() {
    return files.get();
  }

  public Future<Void> close() {
    vertx.cancelTimer(timer);
    return client.close();
  }
}
