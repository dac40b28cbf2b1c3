package io.tern.orchestrator.api.v1;

import io.tern.orchestrator.api.Events;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.identity.Operation;
import io.tern.orchestrator.api.lookup.Found;
import io.tern.orchestrator.api.lookup.JobLookup;
import io.tern.orchestrator.api.quota.Turnstile;
import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * What happens to a job or to all of a VO's, as server-sent events (HTML, "Server-sent events").
 * {@code Last-Event-ID} goes on after the last one that came, on any node, as long as it is kept.
 */
final class EventStream {
  /** Streams of this node at most. */
  private static final int STREAMS = 1_000;

  private final JobLookup lookup;
  private final Events events;
  private final Turnstile turnstile;
  private final AtomicInteger open = new AtomicInteger();

  EventStream(JobLookup lookup, Events events, Turnstile turnstile) {
    this.lookup = lookup;
    this.events = events;
    this.turnstile = turnstile;
  }

  Future<Void> ofJob(Exchange exchange) {
    long seen = seen(exchange);
    return lookup
        .find(exchange.variable(0), exchange.caller())
        .map(Found::orRefuse)
        .compose(job -> stream(exchange, seen, event -> event.job().equals(job.id().toString())));
  }

  Future<Void> ofVo(Exchange exchange) {
    String vo = exchange.variable(0);
    if (!exchange.caller().may(Operation.TRANSFER, "", vo)) {
      throw Refusal.forbidden("Not enough permissions");
    }
    return stream(exchange, seen(exchange), event -> event.vo().equals(vo));
  }

  private static long seen(Exchange exchange) {
    String last = exchange.request().getHeader("Last-Event-ID");
    if (last == null || last.isBlank()) {
      return Events.FROM_NOW;
    }
    if (!last.strip().matches("\\d{1,18}")) {
      throw Refusal.badRequest("Last-Event-ID: " + last + " (expected: an id of an event)");
    }
    return Long.parseLong(last.strip());
  }

  private Runnable enter(String vo) {
    try {
      Runnable leave = turnstile.stream(vo);
      return () -> {
        open.decrementAndGet();
        leave.run();
      };
    } catch (Refusal e) {
      open.decrementAndGet();
      throw e;
    }
  }

  private Future<Void> stream(Exchange exchange, long seen, Predicate<Events.Event> wanted) {
    if (open.incrementAndGet() > STREAMS) {
      open.decrementAndGet();
      throw Refusal.later(503, "over " + STREAMS + " streams of events (limit of a node)", 5);
    }
    Runnable leave = enter(exchange.caller().vo());
    EventWriter writer = new EventWriter(exchange.request(), wanted, leave);
    return writer
        .begin()
        .map(begun -> {
          writer.endsWith(events.subscribe(seen, writer));
          return null;
        });
  }
}
