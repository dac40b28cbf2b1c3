package io.tern.orchestrator.api.lending;

import io.tern.orchestrator.api.CommandLog;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.credential.Credentials;
import io.tern.orchestrator.credential.Kept;
import io.tern.orchestrator.credential.Slot;
import io.tern.orchestrator.security.OwnerId;
import io.tern.orchestrator.security.Secret;
import io.tern.orchestrator.security.token.StorageToken;
import io.tern.orchestrator.security.token.TokenRefused;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one submission. Each is judged for each URL that it is to open, kept once, and goes
 * by a name that says nothing of it. Used on one event loop.
 */
public final class Lent {
  /** Different tokens of one submission. */
  private static final int MOST = 10_000;

  private static final int AT_ONCE = 64;
  private static final int RETRY_AFTER_S = 5;
  private static final int FULL_RETRY_S = 60;
  private static final long SHORTEST_MS = Duration.ofMinutes(1).toMillis();

  private final Lending lending;
  private final OwnerId owner;
  private final Optional<Token> own;
  private final Runnable onChange;
  private final Map<String, StorageToken> given = new HashMap<>();
  private final Reach asLent = new Reach();
  private final Reach renewed = new Reach();
  private final Promise<Void> durable = Promise.promise();
  private @Nullable Issuers issuers;
  private int inFlight;
  private boolean finished;

  Lent(Lending lending, OwnerId owner, Optional<Secret> own, Runnable onChange) {
    this.lending = lending;
    this.owner = owner;
    this.own = lending.credentials().isEmpty() ? Optional.empty() : own.flatMap(Token::opening);
    this.onChange = onChange;
  }

  /** The name of {@code text} for {@code end}; refuses a token that cannot be meant for it. */
  public String lend(String text, End end) {
    Credentials credentials =
        lending
            .credentials()
            .orElseThrow(() -> refusal(end, "no sealing key to keep it with (secrets.keys)"));
    Token token = token(text, end);
    why(token.claims(), end)
        .ifPresent(why -> {
          throw refusal(end, why);
        });
    keep(credentials, token);
    return token.name();
  }

  /** Whether the user's own token opens any storage. */
  public boolean hasOwn() {
    return own.isPresent();
  }

  /** The name of the user's own token where it opens {@code end}, else nothing. */
  public String lendOwn(End end) {
    if (own.isEmpty() || why(own.get().claims(), end).isPresent()) {
      return "";
    }
    lending.credentials().ifPresent(credentials -> keep(credentials, own.get()));
    return own.get().name();
  }

  /** A file has been lent tokens that go by these names, each of them empty for none. */
  public void file(List<String> sources, List<String> destinations) {
    asLent.file(sources, destinations, this::endMs);
    renewed.file(sources, destinations, name -> isRenewed(name) ? Reach.ALWAYS : endMs(name));
  }

  private long endMs(String name) {
    StorageToken token = given.get(name);
    return token == null ? Reach.ALWAYS : token.expiresMs();
  }

  private boolean isRenewed(String name) {
    StorageToken token = given.get(name);
    return token != null && issuers().renews(token.issuer());
  }

  /**
   * When the tokens of all files have expired.
   *
   * @param managed as in {@link #finish}
   * @return Unix time; 0 for never
   */
  public long endMs(boolean managed) {
    return managed ? renewed.endMs() : asLent.endMs();
  }

  /** Whether the client has to wait. */
  public boolean isFull() {
    return inFlight >= AT_ONCE;
  }

  /**
   * Completes when all of them are durable; else fails as {@link CommandLog} does.
   *
   * @param managed whether other tokens may be asked for in their place; known only now, as clients
   *     write {@code params} behind their files
   */
  public Future<Void> finish(boolean managed) {
    finished = true;
    completeWhenDone();
    return managed ? durable.future() : durable.future().compose(kept -> leaveAlone());
  }

  /** Keeps those that would be renewed as they are. */
  private Future<Void> leaveAlone() {
    Credentials credentials = lending.credentials().orElse(null);
    List<Slot> renewable =
        given.entrySet().stream()
            .filter(token -> issuers().renews(token.getValue().issuer()))
            .map(token -> Slot.ofToken(owner, token.getKey()))
            .toList();
    if (credentials == null || renewable.isEmpty()) {
      return Future.succeededFuture();
    }
    return credentials
        .look(renewable.getFirst())
        .compose(heard ->
            Future.join(renewable.stream().map(slot -> leaveAlone(credentials, slot)).toList()))
        .<Void>mapEmpty()
        .recover(cause -> Future.failedFuture(away(cause)));
  }

  private static Future<Void> leaveAlone(Credentials credentials, Slot slot) {
    return credentials
        .find(slot)
        .map(kept -> credentials.keep(slot, new Kept(kept.text(), kept.expiresMs(), List.of())))
        .orElse(Future.succeededFuture());
  }

  private Token token(String text, End end) {
    String name = Slot.tokenName(text);
    StorageToken seen = given.get(name);
    try {
      return seen == null ? Token.parse(text) : new Token(name, Secret.of(text), seen);
    } catch (TokenRefused e) {
      throw refusal(end, e.getMessage());
    }
  }

  private Optional<String> why(StorageToken claims, End end) {
    if (!end.isOverTls()) {
      return Optional.of("it would travel in the clear (expected: https or davs)");
    }
    if (!issuers().believes(claims.issuer())) {
      return Optional.of("unknown issuer: issuer=" + claims.issuer());
    }
    if (claims.expiresMs() - lending.clockMs().getAsLong() < SHORTEST_MS) {
      return Optional.of("exp: less than a minute left");
    }
    if (!claims.isFor(end.host())) {
      return Optional.of("aud: " + claims.audiences() + " (expected: " + end.host() + ")");
    }
    return claims.permits(end.use(), end.path())
        ? Optional.empty()
        : Optional.of("scope: " + claims.scopes() + " (expected: one that opens it)");
  }

  private Issuers issuers() {
    Issuers now = issuers;
    if (now == null) {
      now = lending.issuers().get();
      issuers = now;
    }
    return now;
  }

  private static Refusal refusal(End end, String why) {
    return Refusal.badRequest("Token for %s '%s': %s".formatted(end.side(), end.url(), why));
  }

  private void keep(Credentials credentials, Token token) {
    if (given.put(token.name(), token.claims()) != null) {
      return;
    }
    if (given.size() > MOST) {
      throw Refusal.badRequest("tokens: over " + MOST + " different ones (limit)");
    }
    Slot slot = Slot.ofToken(owner, token.name());
    if (credentials.find(slot).isEmpty()) {
      refuseTooMany(credentials);
      inFlight++;
      credentials.keep(slot, kept(token)).onComplete(done -> settled(done.cause()));
    }
  }

  /** What other submissions have on their way is not counted yet. */
  private void refuseTooMany(Credentials credentials) {
    int most = lending.most();
    if (credentials.tokensOf(owner) + inFlight >= most) {
      throw Refusal.later(
          429,
          "tokens: %d of this user are kept (secrets.tokensPerUser: %d); they go when they expire"
              .formatted(most, most),
          FULL_RETRY_S);
    }
  }

  private Kept kept(Token token) {
    String issuer = token.claims().issuer();
    long end = token.claims().expiresMs();
    return issuers().renews(issuer)
        ? Kept.renewable(token.text(), end, issuer)
        : new Kept(token.text(), end, List.of());
  }

  private static CommandLog.Unavailable away(Throwable failure) {
    return new CommandLog.Unavailable("tokens cannot be kept now: " + failure, RETRY_AFTER_S);
  }

  private void settled(@Nullable Throwable failure) {
    inFlight--;
    if (failure != null) {
      durable.tryFail(away(failure));
    }
    completeWhenDone();
    onChange.run();
  }

  private void completeWhenDone() {
    if (finished && inFlight == 0) {
      durable.tryComplete();
    }
  }
}
