package io.tern.orchestrator.renewal;

import io.tern.orchestrator.credential.Credentials;
import io.tern.orchestrator.credential.Held;
import io.tern.orchestrator.credential.Kept;
import io.tern.orchestrator.credential.Slot;
import io.tern.orchestrator.security.token.IssuerRefused;
import io.tern.orchestrator.security.token.TokenEndpoint;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews tokens on the node that leads: those that agents wish for at once, others in the second
 * half of their lives if a job still needs them. What none needs any more it forgets. An issuer is
 * asked for four at a time and for each token once; while it does not answer, whoever waits is told
 * so, and tokens that still live serve on. On one event loop.
 */
public final class Renewals implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Renewals.class);
  private static final long LOOK_MS = Duration.ofSeconds(5).toMillis();
  private static final Duration REFUSED = Duration.ofDays(7);

  /** What was given for a wish is spared until the job that it was for can be seen. */
  private static final long YOUNG_MS = Duration.ofMinutes(5).toMillis();

  private final Vertx vertx;
  private final Context loop;
  private final Credentials credentials;
  private final Renewal renewal;
  private final Need need;
  private final BooleanSupplier leads;
  private final LongSupplier clockMs;
  private final Map<String, IssuerLine> lines = new HashMap<>();
  private long timer = -1;

  /**
   * @param needed those of some names of tokens that jobs will use; blocks
   * @param leads whether this node does
   * @param clockMs wall time
   */
  public Renewals(
      Vertx vertx,
      Credentials credentials,
      Providers providers,
      TokenEndpoint endpoint,
      RenewalMeter meter,
      UnaryOperator<Set<String>> needed,
      BooleanSupplier leads,
      LongSupplier clockMs) {
    this.vertx = vertx;
    this.loop = vertx.getOrCreateContext();
    this.credentials = credentials;
    this.renewal = new Renewal(credentials, providers, endpoint, meter);
    this.need = new Need(vertx, needed, clockMs);
    this.leads = leads;
    this.clockMs = clockMs;
  }

  public void start() {
    credentials.listen(slot -> {
      if (slot.kind() == Slot.Kind.WANTED) {
        loop.runOnContext(v -> wanted(slot));
      }
    });
    timer = vertx.setPeriodic(LOOK_MS, tick -> look().onFailure(Renewals::warn));
  }

  /** Looks for what is due, and for wishes that were there before this node led. */
  Future<Void> look() {
    Promise<Void> looked = Promise.promise();
    loop.runOnContext(v -> {
      lookNow();
      looked.complete();
    });
    return looked.future();
  }

  private void lookNow() {
    if (!leads.getAsBoolean()) {
      lines.clear();
      return;
    }
    credentials.all(Slot.Kind.WANTED).forEach(wish -> line(wish.slot()));
    if (need.mayBeAsked()) {
      askForNeed();
    }
    lines.forEach(this::serve);
    lines.values().removeIf(IssuerLine::isIdle);
  }

  private void askForNeed() {
    long now = clockMs.getAsLong();
    List<Held> due =
        credentials.all(Slot.Kind.TOKEN).stream()
            .filter(token -> Due.isDue(token, now) && !isSettled(token.slot()))
            .toList();
    List<Held> spare =
        credentials.all(Slot.Kind.REFRESH).stream()
            .filter(refresh -> now - refresh.keptMs() > YOUNG_MS)
            .toList();
    if (due.isEmpty() && spare.isEmpty()) {
      return;
    }
    need.of(names(due, spare))
        .onSuccess(needed -> decide(due, spare, needed))
        .onFailure(e -> LOG.warn("which tokens are needed cannot be read now: {}", e.toString()));
  }

  private static Set<String> names(List<Held> due, List<Held> spare) {
    return Stream.concat(due.stream(), spare.stream())
        .map(held -> held.slot().name())
        .collect(Collectors.toSet());
  }

  /** A token that comes to be needed again while it lives is exchanged again. */
  private void decide(List<Held> due, List<Held> spare, Set<String> needed) {
    spare.stream()
        .filter(refresh -> !needed.contains(refresh.slot().name()))
        .forEach(refresh -> forget(refresh.slot()));
    due.stream()
        .filter(token -> needed.contains(token.slot().name()))
        .forEach(token -> lineOf(token.issuer()).due(token.slot()));
    lines.forEach(this::serve);
  }

  /** Whether there is what it takes to renew it later, or there will never be. */
  private boolean isSettled(Slot token) {
    return credentials.glance(token.as(Slot.Kind.REFRESH)).isPresent()
        || credentials.glance(token.as(Slot.Kind.REFUSED)).isPresent();
  }

  private void wanted(Slot wish) {
    if (leads.getAsBoolean()) {
      line(wish).ifPresent(issuer -> serve(issuer, lineOf(issuer)));
    }
  }

  /** Puts what is wished for in line, if it is not there already. */
  private Optional<String> line(Slot wish) {
    Optional<Held> asked = credentials.glance(wish);
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    Slot token = wish.as(Slot.Kind.TOKEN);
    Optional<Held> known =
        credentials.glance(token).or(() -> credentials.glance(token.as(Slot.Kind.REFRESH)));
    if (known.isEmpty() || known.get().keptMs() > asked.get().keptMs()) {
      forget(wish);
      return Optional.empty();
    }
    lineOf(known.get().issuer()).want(token);
    return Optional.of(known.get().issuer());
  }

  private IssuerLine lineOf(String issuer) {
    return lines.computeIfAbsent(issuer, first -> new IssuerLine());
  }

  private void serve(String issuer, IssuerLine line) {
    long now = clockMs.getAsLong();
    for (Optional<Slot> next = line.next(now); next.isPresent(); next = line.next(now)) {
      renew(issuer, line, next.get());
    }
    for (Optional<Slot> next = line.nextInVain(now);
        next.isPresent();
        next = line.nextInVain(now)) {
      note(next.get(), Slot.Kind.AWAY, line.trouble(), line.restsUntilMs());
    }
  }

  private void renew(String issuer, IssuerLine line, Slot token) {
    renewal
        .of(token, issuer)
        .onSuccess(v -> line.answered(token))
        .onSuccess(v -> forget(token.as(Slot.Kind.WANTED)))
        .onFailure(e -> failed(line, token, e))
        .onComplete(done -> loop.runOnContext(v -> serve(issuer, line)));
  }

  private void failed(IssuerLine line, Slot token, Throwable cause) {
    String why = String.valueOf(cause.getMessage());
    long now = clockMs.getAsLong();
    if (cause instanceof IssuerRefused) {
      line.answered(token);
      refused(token, why);
      return;
    }
    line.away(token, why, now, ThreadLocalRandom.current().nextDouble());
    LOG.warn("tokens cannot be renewed now: {}", why);
    if (credentials.glance(token.as(Slot.Kind.WANTED)).isPresent()) {
      note(token, Slot.Kind.AWAY, why, line.restsUntilMs());
    }
    if (isLost(token, line.restsUntilMs())) {
      refused(token, why + ", and the token that was lent has expired since");
    }
  }

  /** Whether nothing will be left to ask with when its issuer is asked again. */
  private boolean isLost(Slot token, long nextMs) {
    return credentials.glance(token.as(Slot.Kind.REFRESH)).isEmpty()
        && credentials.glance(token).filter(held -> held.expiresMs() > nextMs).isEmpty();
  }

  private void refused(Slot token, String why) {
    LOG.info("{} is renewed no more: {}", token, why);
    note(token, Slot.Kind.REFUSED, why, clockMs.getAsLong() + REFUSED.toMillis());
    if (credentials.glance(token.as(Slot.Kind.REFRESH)).isPresent()) {
      forget(token.as(Slot.Kind.REFRESH));
    }
  }

  /** Tells whoever waits. */
  private void note(Slot token, Slot.Kind kind, String words, long untilMs) {
    credentials
        .keep(token.as(kind), Kept.note(words, untilMs))
        .onSuccess(v -> forget(token.as(Slot.Kind.WANTED)))
        .onFailure(Renewals::warn);
  }

  private void forget(Slot slot) {
    if (credentials.glance(slot).isPresent()) {
      credentials.remove(slot).onFailure(Renewals::warn);
    }
  }

  private static void warn(Throwable cause) {
    LOG.warn("what became of a token cannot be told now: {}", cause.toString());
  }

  @Override
  public void close() {
    vertx.cancelTimer(timer);
  }
}
