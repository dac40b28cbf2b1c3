package io.tern.storage.http;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.storage.AddressGuard;
import io.tern.storage.StorageException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Resolves names and asks the guard before each request. The connection then goes to the address
 * that was checked, so a name that resolves differently a moment later gains nothing. A name of
 * which one address is refused is refused: no honest storage is half inside.
 */
public final class Addresses {
  private static final int NAMES = 4096;
  private static final long FRESH_NANOS = Duration.ofSeconds(30).toNanos();

  /** Turns a name into all of its addresses; may block. */
  @FunctionalInterface
  public interface Resolver {
    List<InetAddress> resolve(String host) throws UnknownHostException;
  }

  private record Resolved(List<InetAddress> addresses, long atNanos) {}

  private final Vertx vertx;
  private final AddressGuard guard;
  private final Resolver resolver;
  private final Latest<String, Resolved> names = new Latest<>(NAMES);

  /** With the system's resolver. */
  public Addresses(Vertx vertx, AddressGuard guard) {
    this(vertx, guard, host -> List.of(InetAddress.getAllByName(host)));
  }

  public Addresses(Vertx vertx, AddressGuard guard, Resolver resolver) {
    this.vertx = vertx;
    this.guard = guard;
    this.resolver = resolver;
  }

  /** One of the addresses of {@code to}; fails when the guard refuses any of them. */
  public Future<SocketAddress> of(Endpoint to) {
    Resolved known = names.get(to.host());
    if (known != null && System.nanoTime() - known.atNanos < FRESH_NANOS) {
      return allowed(to, known.addresses);
    }
    return vertx
        .executeBlocking(() -> resolver.resolve(to.host()), false)
        .compose(found -> {
          names.put(to.host(), new Resolved(found, System.nanoTime()));
          return allowed(to, found);
        });
  }

  private Future<SocketAddress> allowed(Endpoint to, List<InetAddress> addresses) {
    List<InetAddress> refused =
        addresses.stream().filter(a -> !guard.allows(to.host(), to.port(), a)).toList();
    if (!refused.isEmpty()) {
      return Future.failedFuture(new StorageException(refused(to, refused)));
    }
    InetAddress one = addresses.get(ThreadLocalRandom.current().nextInt(addresses.size()));
    return Future.succeededFuture(SocketAddress.inetSocketAddress(to.port(), one.getHostAddress()));
  }

  private static Failure refused(Endpoint to, List<InetAddress> addresses) {
    return new Failure(
        FailureClass.PERMISSION,
        Side.GENERAL_FAILURE,
        Phase.TRANSFER_PREPARATION,
        false,
        "host: %s resolves to %s, where Tern may not connect at port %d"
            .formatted(
                to.host(),
                addresses.stream().map(InetAddress::getHostAddress).toList(),
                to.port()));
  }
}
