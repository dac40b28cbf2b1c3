package io.tern.orchestrator.credential;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks, near the use of a token, for another one in its place: by a wish on the credentials' topic,
 * which the node that leads fulfils there. However many attempts wait for the same token, there is
 * one wish. Safe for use by many threads.
 */
public final class FreshTokens {
  private static final Logger LOG = LoggerFactory.getLogger(FreshTokens.class);

  /** For another token in place of one that is worth nothing any more. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** For another one in place of one that still does: this part of the patience. */
  private static final int SHORT = 6;

  private static final Duration NEW = Duration.ofMinutes(1);
  private static final Duration WISH = Duration.ofMinutes(2);

  private static final Set<Slot.Kind> ANSWERS =
      Set.of(Slot.Kind.TOKEN, Slot.Kind.REFUSED, Slot.Kind.AWAY);

  private final Vertx vertx;
  private final Credentials credentials;
  private final LongSupplier clockMs;
  private final Duration patience;
  private final Map<Slot, Promise<Void>> asked = new ConcurrentHashMap<>();

  /**
   * @param clockMs wall time
   */
  public FreshTokens(Vertx vertx, Credentials credentials, LongSupplier clockMs) {
    this(vertx, credentials, clockMs, PATIENCE);
  }

  FreshTokens(Vertx vertx, Credentials credentials, LongSupplier clockMs, Duration patience) {
    this.vertx = vertx;
    this.credentials = credentials;
    this.clockMs = clockMs;
    this.patience = patience;
    credentials.listen(this::heard);
  }

  /**
   * Completes at once, or when nothing is to be waited for any more; never fails. A token that has
   * lived less than half of its life is as good as one can be.
   *
   * @param use for how long the token will be used
   */
  Future<Void> lasting(Slot token, Duration use) {
    long now = clockMs.getAsLong();
    boolean lasts =
        credentials
            .glance(token)
            .filter(held -> held.leftMs(now) >= Math.min(use.toMillis(), held.lifeMs() / 2))
            .isPresent();
    boolean lives = credentials.glance(token).isPresent();
    return lasts || !isRenewable(token)
        ? Future.succeededFuture()
        : another(token, lives ? patience.dividedBy(SHORT) : patience);
  }

  /**
   * As {@link #lasting}, for another token than the one that a storage has refused. One that came
   * less than a minute ago is not replaced: whoever refuses that refuses its user.
   */
  Future<Void> another(Slot token) {
    return isRenewable(token) && !isNew(token)
        ? another(token, patience)
        : Future.succeededFuture();
  }

  private boolean isNew(Slot token) {
    long since = clockMs.getAsLong() - NEW.toMillis();
    return credentials.glance(token.as(Slot.Kind.REFRESH)).isPresent()
        && credentials.glance(token).filter(held -> held.keptMs() > since).isPresent();
  }

  /** Whether there may be another token in its place now. */
  boolean isRenewable(Slot token) {
    return credentials.glance(token.as(Slot.Kind.REFUSED)).isEmpty()
        && credentials.glance(token.as(Slot.Kind.AWAY)).isEmpty()
        && (credentials.glance(token).filter(Held::isRenewable).isPresent()
            || credentials.glance(token.as(Slot.Kind.REFRESH)).isPresent());
  }

  private Future<Void> another(Slot token, Duration within) {
    Promise<Void> first = Promise.promise();
    Promise<Void> shared = asked.computeIfAbsent(token, none -> first);
    if (shared == first) {
      ask(token, within, first);
    }
    return onThisContext(shared.future());
  }

  private void ask(Slot token, Duration within, Promise<Void> answer) {
    vertx.setTimer(within.toMillis(), late -> settle(token, answer));
    credentials
        .keep(token.as(Slot.Kind.WANTED), Kept.note("", clockMs.getAsLong() + WISH.toMillis()))
        .onFailure(e -> LOG.warn("another token cannot be asked for now: {}", e.toString()))
        .onFailure(e -> settle(token, answer));
  }

  private void heard(Slot slot) {
    if (ANSWERS.contains(slot.kind()) && credentials.glance(slot).isPresent()) {
      Slot token = slot.as(Slot.Kind.TOKEN);
      Promise<Void> answer = asked.get(token);
      if (answer != null) {
        settle(token, answer);
      }
    }
  }

  private Future<Void> onThisContext(Future<Void> answered) {
    Context context = vertx.getOrCreateContext();
    Promise<Void> here = Promise.promise();
    answered.onComplete(done -> context.runOnContext(v -> here.complete()));
    return here.future();
  }

  private void settle(Slot token, Promise<Void> answer) {
    asked.remove(token, answer);
    answer.tryComplete();
  }
}
