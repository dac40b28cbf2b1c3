package io.tern.loadtest.farm.http;

import io.tern.loadtest.farm.copy.Copies;
import io.tern.loadtest.farm.copy.CopyLog;
import io.tern.loadtest.farm.copy.FluidMover;
import io.tern.loadtest.farm.copy.Links;
import io.tern.loadtest.farm.copy.Mover;
import io.tern.loadtest.farm.copy.Storage;
import io.tern.loadtest.farm.copy.Storages;
import io.tern.loadtest.farm.copy.Witness;
import io.tern.loadtest.farm.flow.Fluid;
import io.tern.loadtest.farm.rule.FarmRules;
import io.tern.loadtest.farm.rule.Faults;
import io.tern.loadtest.farm.space.NameSpace;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Clock;
import java.util.List;

/** The whole farm on one event loop: constructs everything, listens at every address. */
public final class FarmServer extends VerticleBase {
  private static final long FLUSH_MS = 50;
  private static final HttpServerOptions HTTP =
      new HttpServerOptions()
          .setMaxInitialLineLength(16 << 10)
          .setMaxHeaderSize(32 << 10)
          .setHandle100ContinueAutomatically(true)
          .setTcpNoDelay(true)
          .setReuseAddress(true)
          .setAcceptBacklog(4096);

  private final FarmRules rules;
  private final List<String> hosts;
  private final int port;
  private final SocketAddress admin;
  private final CopyLog log;

  /**
   * @param hosts addresses of the storages, one each
   * @param port of all of them
   * @param log is closed by the farm
   */
  public FarmServer(
      FarmRules rules, List<String> hosts, int port, SocketAddress admin, CopyLog log) {
    this.rules = rules;
    this.hosts = hosts;
    this.port = port;
    this.admin = admin;
    this.log = log;
  }

  /** Completes when every address listens; fails with the address that cannot. */
  @Override
  public Future<?> start() {
    VertxTimeline time = new VertxTimeline(vertx);
    Fluid fluid = new Fluid(time);
    Storages storages = new Storages();
    hosts.forEach(host -> storages.add(new Storage(host, rules.storage(host))));
    NameSpace files = new NameSpace(rules.listings());
    Faults faults = new Faults(rules.seed(), rules.faults());
    Witness witness = new Witness();
    Failures failures = new Failures();
    Mover mover =
        rules.realBytes()
            ? new WireMover(vertx, files, failures)
            : new FluidMover(fluid, storages, new Links(rules.links()), files);
    Copies copies =
        new Copies(
            time, Clock.systemUTC(), mover, storages, files, faults, witness, log, rules.seed());
    CopyDoor copyDoor = new CopyDoor(copies, failures, port);
    StorageDoor door = new StorageDoor(vertx, files, faults, copies, copyDoor, failures);
    ControlDoor control = new ControlDoor(storages, fluid, files, faults, witness, log, failures);
    vertx.setPeriodic(FLUSH_MS, tick -> log.flush());
    return Future.all(storages.all().stream().map(storage -> listen(storage, door)).toList())
        .compose(listening -> listen(admin, control));
  }

  private Future<?> listen(Storage storage, StorageDoor door) {
    return vertx
        .createHttpServer(HTTP)
        .requestHandler(request -> door.enter(request, storage))
        .listen(port, storage.host())
        .recover(cause -> cannotListen(storage.host() + ":" + port, cause));
  }

  private Future<?> listen(SocketAddress address, ControlDoor control) {
    return vertx
        .createHttpServer(HTTP)
        .requestHandler(control::enter)
        .listen(address)
        .recover(cause -> cannotListen(address.toString(), cause));
  }

  private static <T> Future<T> cannotListen(String address, Throwable cause) {
    return Future.failedFuture(
        new IllegalStateException("cannot listen at " + address + ": " + cause.getMessage()));
  }

  @Override
  public Future<?> stop() {
    log.close();
    return Future.succeededFuture();
  }
}
