package io.tern.orchestrator.api.v1;

import io.tern.orchestrator.api.Events;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * One stream of server-sent events. A client that falls behind is cut off, and goes on from where
 * it was when it comes back; a silent stream breathes so that nobody between takes it for dead.
 */
final class EventWriter implements Events.Subscriber {
  /** Messages on their way to the client at most. */
  private static final int BEHIND = 1_000;

  private static final long BREATH_MS = 15_000;

  private final HttpServerResponse response;
  private final Predicate<Events.Event> wanted;
  private final Runnable onEnd;
  private final Context context;
  private final AtomicInteger unsent = new AtomicInteger();
  private final boolean closing;
  private long breath = -1;
  private boolean ended;
  private Runnable unsubscribe = () -> {};

  EventWriter(HttpServerRequest request, Predicate<Events.Event> wanted, Runnable onEnd) {
    this.response = request.response();
    this.closing = request.version() == HttpVersion.HTTP_1_0;
    this.wanted = wanted;
    this.onEnd = onEnd;
    this.context = Vertx.currentContext();
  }

  /** Sends the head. */
  Future<Void> begin() {
    response
        .setChunked(true)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("Cache-Control", "no-cache");
    if (closing) {
      response.putHeader("Connection", "close");
    }
    response.closeHandler(v -> ended());
    response.exceptionHandler(e -> ended());
    breath = context.owner().setPeriodic(BREATH_MS, t -> send(":\n\n"));
    return response.write(": events\n\n");
  }

  /** What ends the subscription; on the request's event loop. */
  void endsWith(Runnable subscription) {
    unsubscribe = subscription;
    if (ended) {
      subscription.run();
    }
  }

  @Override
  public void event(Events.Event event) {
    if (!wanted.test(event)) {
      return;
    }
    int behind = unsent.incrementAndGet();
    if (behind <= BEHIND) {
      context.runOnContext(v -> send(text(event)));
    } else if (behind == BEHIND + 1) {
      end();
    }
  }

  /** JSON has no line breaks outside of its texts, and those are escaped. */
  private static String text(Events.Event event) {
    return "id: " + event.id() + "\nevent: " + event.kind() + "\ndata: " + event.json() + "\n\n";
  }

  private void send(String text) {
    if (!ended) {
      response.write(text).onComplete(sent -> unsent.updateAndGet(n -> Math.max(0, n - 1)));
    }
  }

  @Override
  public void end() {
    context.runOnContext(v -> {
      if (!ended) {
        response.end().onComplete(sent -> ended());
      }
    });
  }

  private void ended() {
    if (!ended) {
      ended = true;
      context.owner().cancelTimer(breath);
      onEnd.run();
      unsubscribe.run();
    }
  }
}
