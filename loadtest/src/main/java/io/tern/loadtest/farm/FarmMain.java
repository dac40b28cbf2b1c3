package io.tern.loadtest.farm;

import io.tern.loadtest.Arguments;
import io.tern.loadtest.farm.copy.CopyLog;
import io.tern.loadtest.farm.http.FarmServer;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/**
 * A farm in a JVM of its own. Prints one line that begins with {@code farm ready}. With {@code
 * --with-parent} it ends when its standard input does, so that it never outlives who started it.
 */
public final class FarmMain {
  private FarmMain() {}

  public static void main(String[] line) throws IOException {
    Arguments arguments = new Arguments(List.of(line));
    boolean withParent = arguments.flag("with-parent");
    FarmOptions options = FarmOptions.parse(arguments);
    Vertx vertx = Vertx.vertx();
    vertx
        .deployVerticle(server(options))
        .onSuccess(deployed -> System.out.println(ready(options)))
        .onFailure(FarmMain::die);
    if (withParent) {
      awaitParentsEnd();
      vertx.close().onComplete(closed -> System.exit(0));
    }
  }

  private static void awaitParentsEnd() throws IOException {
    while (System.in.read() >= 0) {
      // Input says nothing but that the parent is alive.
    }
  }

  private static FarmServer server(FarmOptions options) {
    int colon = options.admin().lastIndexOf(':');
    SocketAddress admin =
        SocketAddress.inetSocketAddress(
            Integer.parseInt(options.admin().substring(colon + 1)),
            options.admin().substring(0, colon));
    return new FarmServer(
        options.rules(),
        options.hosts(),
        options.port(),
        admin,
        CopyLog.append(options.log(), Clock.systemUTC()));
  }

  private static String ready(FarmOptions options) {
    List<String> hosts = options.hosts();
    return "farm ready storages=%d first=%s last=%s port=%d admin=%s log=%s"
        .formatted(
            hosts.size(),
            hosts.getFirst(),
            hosts.getLast(),
            options.port(),
            options.admin(),
            options.log());
  }

  private static void die(Throwable cause) {
    System.err.println("farm: " + cause.getMessage());
    System.exit(1);
  }
}
