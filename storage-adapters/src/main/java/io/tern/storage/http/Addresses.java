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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Resolves names and asks the guard before each request. The connection then goes to the address
 * that was checked, so a name that resolves differently a moment later gains nothing.
 */
public final class Addresses {
  private static final int NAMES = 4096;
  private static final long FRESH_NANOS = Duration.ofSeconds(30).toNanos();

  private record Resolved(List<InetAddress> addresses, long atNanos) {}

  private final Vertx vertx;
  private final AddressGuard guard;
  private final Latest<String, Resolved> names = new Latest<>(NAMES);

  public Addresses(Vertx vertx, AddressGuard guard) {
    this.vertx = vertx;
    this.guard = guard;
  }

  /** One of the allowed addresses of {@code to}. */
  public Future<SocketAddress> of(Endpoint to) {
    Resolved known = names.get(to.host());
    if (known != null && System.nanoTime() - known.atNanos < FRESH_NANOS) {
      return allowed(to, known.addresses);
    }
    return vertx
        .executeBlocking(() -> List.of(InetAddress.getAllByName(to.host())), false)
        .compose(found -> {
          names.put(to.host(), new Resolved(found, System.nanoTime()));
          return allowed(to, found);
        });
  }

  private Future<SocketAddress> allowed(Endpoint to, List<InetAddress> addresses) {
    List<InetAddress> allowed =
        addresses.stream().filter(a -> guard.allows(to.host(), to.port(), a)).toList();
    if (allowed.isEmpty()) {
      return Future.failedFuture(new StorageException(refused(to, addresses)));
    }
    InetAddress one = allowed.get(ThreadLocalRandom.current().nextInt(allowed.size()));
    return Future.succeededFuture(SocketAddress.inetSocketAddress(to.port(), one.getHostAddress()));
  }

  private static Failure refused(Endpoint to, List<InetAddress> addresses) {
    return new Failure(
        FailureClass.PERMISSION,
        Side.GENERAL_FAILURE,
        Phase.TRANSFER_PREPARATION,
        false,
        "host: %s resolves to %s, where Tern may not connect"
            .formatted(to.host(), addresses.stream().map(InetAddress::getHostAddress).toList()));
  }
}
