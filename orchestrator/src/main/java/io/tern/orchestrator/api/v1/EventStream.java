package io.tern.orchestrator.api.v1;

import io.tern.orchestrator.api.CommandLog;
import io.tern.orchestrator.api.Events;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.identity.Identity;
import io.tern.orchestrator.api.identity.Operation;
import io.tern.orchestrator.api.identity.Proof;
import io.tern.orchestrator.api.lookup.Found;
import io.tern.orchestrator.api.lookup.JobLookup;
import io.tern.orchestrator.api.quota.Turnstile;
import io.tern.orchestrator.view.StoredJob;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * What happens to a job or to all of a VO's, as server-sent events (HTML, "Server-sent events").
 * {@code Last-Event-ID} goes on after the last one that came, on any node, as long as it is kept. A
 * stream of a job that goes on after none begins with the job as it is. It ends with the token that
 * opened it, and within an hour: so does what a ban or a revocation has taken away.
 */
final class EventStream {
  /** Streams of this node at most. */
  private static final int STREAMS = 1_000;

  private static final int RETRY_S = 5;

  /** After which its reader has to show again who it is, and that it may. */
  private static final long LONGEST_MS = Duration.ofHours(1).toMillis();

  private final CommandLog log;
  private final JobLookup lookup;
  private final Events events;
  private final Turnstile turnstile;
  private final AtomicInteger open = new AtomicInteger();

  EventStream(CommandLog log, JobLookup lookup, Events events, Turnstile turnstile) {
    this.log = log;
    this.lookup = lookup;
    this.events = events;
    this.turnstile = turnstile;
  }

  Future<Void> ofJob(Exchange exchange) {
    long seen = seen(exchange);
    return find(exchange)
        .compose(job -> {
          String id = job.id().toString();
          EventWriter writer = open(exchange, event -> event.job().equals(id));
          return seen == Events.FROM_NOW ? fromItsState(exchange, writer) : goOn(writer, seen);
        });
  }

  private Future<StoredJob> find(Exchange exchange) {
    return lookup.find(exchange.variable(0), exchange.caller()).map(Found::orRefuse);
  }

  /**
   * The state shows all that was told before the stream, and the stream tells all that was not: so
   * nothing is missed, and what happened meanwhile may be in both.
   */
  private Future<Void> fromItsState(Exchange exchange, EventWriter writer) {
    Events.Subscribed subscribed = events.subscribe(Events.FROM_NOW, writer);
    writer.endsWith(subscribed.end());
    return upToDate()
        .compose(v -> find(exchange))
        .compose(job -> writer.begin(JobElement.event(job, subscribed.after())))
        .onFailure(e -> writer.giveUp());
  }

  private Future<Void> upToDate() {
    return log.upToDate()
        .compose(done ->
            done
                ? Future.succeededFuture()
                : Future.failedFuture(
                    new CommandLog.Unavailable("The view is behind the journal", RETRY_S)));
  }

  private Future<Void> goOn(EventWriter writer, long seen) {
    return writer
        .begin("")
        .onSuccess(begun -> writer.endsWith(events.subscribe(seen, writer).end()))
        .onFailure(e -> writer.giveUp());
  }

  Future<Void> ofVo(Exchange exchange) {
    String vo = exchange.variable(0);
    if (!exchange.caller().may(Operation.TRANSFER, "", vo)) {
      throw Refusal.forbidden("Not enough permissions");
    }
    long seen = seen(exchange);
    EventWriter writer = open(exchange, event -> event.vo().equals(vo));
    return seen == Events.FROM_NOW ? fromHere(writer) : goOn(writer, seen);
  }

  /** It tells where it begins: whoever loses it before anything has come goes on from there. */
  private Future<Void> fromHere(EventWriter writer) {
    Events.Subscribed subscribed = events.subscribe(Events.FROM_NOW, writer);
    writer.endsWith(subscribed.end());
    return writer.begin(EventWriter.place(subscribed.after())).onFailure(e -> writer.giveUp());
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

  private EventWriter open(Exchange exchange, Predicate<Events.Event> wanted) {
    if (open.incrementAndGet() > STREAMS) {
      open.decrementAndGet();
      throw Refusal.later(503, "over " + STREAMS + " streams of events (limit of a node)", 5);
    }
    Identity caller = exchange.caller();
    long lastsMs = lastsMs(caller.proof(), System.currentTimeMillis());
    return new EventWriter(exchange.request(), wanted, lastsMs, enter(caller.vo()));
  }

  /** Of a token some leeway may be all that is left. */
  static long lastsMs(Proof proof, long nowMs) {
    return proof instanceof Proof.Token token
        ? Math.clamp(token.expiresMs() - nowMs, 1, LONGEST_MS)
        : LONGEST_MS;
  }
}
