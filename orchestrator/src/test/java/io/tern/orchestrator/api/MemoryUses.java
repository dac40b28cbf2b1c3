package io.tern.orchestrator.api;

import io.tern.orchestrator.api.identity.Identity;
import io.tern.orchestrator.event.Opened;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was noted, unless it is away. */
public final class MemoryUses implements UseLog {
  public volatile boolean away;
  public final List<String> lines = new CopyOnWriteArrayList<>();

  @Override
  public Future<Void> note(Identity by, String request, List<Opened> opened) {
    if (away) {
      return Future.failedFuture(new CommandLog.Unavailable("Kafka is away", 5));
    }
    opened.forEach(each ->
        lines.add(
            "%s of %s: %s %s by %s"
                .formatted(by.userDn(), by.vo(), request, each.storage(), each.shown().name())));
    return Future.succeededFuture();
  }
}
