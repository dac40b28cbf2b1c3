package io.tern.orchestrator.api.identity;

import io.tern.orchestrator.security.Secret;
import io.tern.orchestrator.security.certificate.ChainCheck;
import io.tern.orchestrator.security.token.TokenVerifier;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How callers are told apart. */
public sealed interface Identities {

  /**
   * The caller of {@code request}; {@link Identity#ANONYMOUS} when it shows nothing. Fails with
   * {@link NotIdentified} when what it shows is not believed. May complete on another thread.
   */
  Future<Identity> of(HttpServerRequest request);

  /** The token by which a caller of this identity is known; empty for other proofs. */
  static Optional<Secret> tokenOf(Identity caller, HttpServerRequest request) {
    return caller.proof() instanceof Proof.Token
        ? BearerTokens.token(request).map(Secret::of)
        : Optional.empty();
  }

  /** URLs of those whose tokens tell callers apart. */
  default Set<String> issuers() {
    return Set.of();
  }

  /** Every caller is one local principal with all rights; only for loopback. */
  record Open(Identity everybody) implements Identities {
    public Open(String dn, String vo) {
      this(Identity.ofDn(dn, List.of(vo), List.of(), List.of(), new Proof.Presence(), true));
    }

    @Override
    public Future<Identity> of(HttpServerRequest request) {
      return Future.succeededFuture(everybody);
    }
  }

  /** Callers are known by what they can prove. */
  final class Credentials implements Identities {
    private final BearerTokens tokens;
    private final Optional<Certificates> certificates;
    private final boolean badTokensAreAnonymous;

    /**
     * @param badTokensAreAnonymous whether a token that is not believed counts as none, as in FTS
     */
    public Credentials(
        TokenVerifier verifier, Collection<TokenIssuer> issuers, boolean badTokensAreAnonymous) {
      this(new BearerTokens(verifier, issuers), Optional.empty(), badTokensAreAnonymous);
    }

    private Credentials(
        BearerTokens tokens, Optional<Certificates> certificates, boolean badTokensAreAnonymous) {
      this.tokens = tokens;
      this.certificates = certificates;
      this.badTokensAreAnonymous = badTokensAreAnonymous;
    }

    /** The same, and callers without a token by the certificate of their connection. */
    public Credentials withCertificates(
        Vertx vertx, ChainCheck check, Roles roles, LongSupplier clockMs) {
      return new Credentials(
          tokens,
          Optional.of(new Certificates(vertx, check, roles, clockMs)),
          badTokensAreAnonymous);
    }

    @Override
    public Future<Identity> of(HttpServerRequest request) {
      return BearerTokens.isShown(request)
          ? tokens.of(request).recover(this::anonymous)
          : certificates
              .flatMap(known -> Certificates.shown(request).map(chain -> known.of(request, chain)))
              .orElse(Future.succeededFuture(Identity.ANONYMOUS));
    }

    @Override
    public Set<String> issuers() {
      return tokens.issuers();
    }

    private Future<Identity> anonymous(Throwable failure) {
      boolean bad = failure instanceof NotIdentified refused && refused.status() == 401;
      return badTokensAreAnonymous && bad
          ? Future.succeededFuture(Identity.ANONYMOUS)
          : Future.failedFuture(failure);
    }
  }

  /**
   * Callers are whom they say they are, in {@code X-Test-DN}, {@code X-Test-FQANS} (comma
   * separated) and {@code X-Test-Root}. Only for test suites.
   */
  record TrustedHeaders() implements Identities {
    @Override
    public Future<Identity> of(HttpServerRequest request) {
      String dn = request.getHeader("X-Test-DN");
      return Future.succeededFuture(
          dn == null || dn.isBlank() ? Identity.ANONYMOUS : identity(dn, request));
    }

    private static Identity identity(String dn, HttpServerRequest request) {
      List<String> fqans = fqans(request);
      List<String> vos = Fqans.vos(fqans);
      return Identity.ofDn(
          dn,
          vos.isEmpty() ? List.of(Fqans.voOfDn(dn)) : vos,
          fqans,
          List.of(),
          new Proof.Claim(),
          isYes(request.getHeader("X-Test-Root")));
    }

    private static List<String> fqans(HttpServerRequest request) {
      String listed = request.getHeader("X-Test-FQANS");
      return Stream.of(listed == null ? new String[0] : listed.split(","))
          .map(String::strip)
          .filter(fqan -> !fqan.isEmpty())
          .toList();
    }

    private static boolean isYes(@Nullable String text) {
      return text != null && (text.equalsIgnoreCase("true") || text.equals("1"));
    }
  }
}
