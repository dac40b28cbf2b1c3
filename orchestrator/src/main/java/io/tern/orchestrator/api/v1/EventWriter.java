package io.tern.orchestrator.api.v1;

import io.tern.orchestrator.api.Events;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * One stream of server-sent events. What comes before it begins waits for that. A client that falls
 * behind is cut off, and goes on from where it was when it comes back; a silent stream breathes so
 * that nobody between takes it for dead.
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
  private final Queue<String> waiting = new ArrayDeque<>();
  private final boolean closing;
  private final long lastsMs;
  private long breath = -1;
  private long lastOne = -1;
  private boolean begun;
  private boolean over;
  private boolean ended;
  private Runnable unsubscribe = () -> {};

  /**
   * @param lastsMs after which it ends, 1 or more
   */
  EventWriter(
      HttpServerRequest request, Predicate<Events.Event> wanted, long lastsMs, Runnable onEnd) {
    this.response = request.response();
    this.closing = request.version() == HttpVersion.HTTP_1_0;
    this.wanted = wanted;
    this.lastsMs = lastsMs;
    this.onEnd = onEnd;
    this.context = Vertx.currentContext();
  }

  /**
   * Sends the head and what comes first.
   *
   * @param first an event as text, empty for none
   */
  Future<Void> begin(String first) {
    response
        .setChunked(true)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("Cache-Control", "no-cache");
    if (closing) {
      response.putHeader("Connection", "close");
    }
    response.closeHandler(v -> ended());
    response.exceptionHandler(e -> ended());
    breath = context.owner().setPeriodic(BREATH_MS, t -> response.write(":\n\n"));
    lastOne = context.owner().setTimer(lastsMs, t -> end());
    begun = true;
    Future<Void> head = response.write(": events\n\n" + first);
    waiting.forEach(this::write);
    waiting.clear();
    if (over) {
      close();
    }
    return head;
  }

  /** It ends before it has begun, and somebody else answers. */
  void giveUp() {
    ended();
  }

  /** What ends the subscription; on the request's event loop. */
  void endsWith(Runnable subscription) {
    unsubscribe = subscription;
    if (over || ended) {
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
      context.runOnContext(v -> send(text(event.id(), event.kind(), event.json())));
    } else if (behind == BEHIND + 1) {
      end();
    }
  }

  /** JSON has no line breaks outside of its texts, and those are escaped. */
  static String text(long id, String kind, String json) {
    return idLine(id) + "event: " + kind + "\ndata: " + json + "\n\n";
  }

  /** An id without an event, which readers remember all the same (HTML, 9.2.6). */
  static String place(long id) {
    return id < 0 ? "" : idLine(id) + "\n";
  }

  private static String idLine(long id) {
    return id < 0 ? "" : "id: " + id + "\n";
  }

  private void send(String text) {
    if (!begun) {
      waiting.add(text);
    } else if (!over && !ended) {
      write(text);
    }
  }

  private void write(String text) {
    response.write(text).onComplete(sent -> unsent.decrementAndGet());
  }

  @Override
  public void end() {
    context.runOnContext(v -> {
      if (!over) {
        over = true;
        if (begun && !ended) {
          close();
        }
      }
    });
  }

  /** Nothing is written from here on, though a slow client may not have read all there was. */
  private void close() {
    quiet();
    response.end().onComplete(sent -> ended());
  }

  private void ended() {
    if (!ended) {
      ended = true;
      quiet();
      onEnd.run();
    }
  }

  private void quiet() {
    context.owner().cancelTimer(breath);
    context.owner().cancelTimer(lastOne);
    unsubscribe.run();
  }
}
