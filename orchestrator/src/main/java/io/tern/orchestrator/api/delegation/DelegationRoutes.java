package io.tern.orchestrator.api.delegation;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PUT;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.exchange.Bodies;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.exchange.Route;
import io.tern.orchestrator.api.identity.Identity;
import io.tern.orchestrator.api.identity.Proof;
import io.tern.orchestrator.credential.Kept;
import io.vertx.core.Future;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** The delegation protocol 1.0.0 (FTS REST, "Root, identity, delegation"). */
public final class DelegationRoutes {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

  private final Optional<Delegations> delegations;

  private DelegationRoutes(Optional<Delegations> delegations) {
    this.delegations = delegations;
  }

  /**
   * @param delegations empty where nothing can be kept: those who ask are told so
   */
  public static List<Route> routes(Optional<Delegations> delegations) {
    DelegationRoutes own = new DelegationRoutes(delegations);
    return List.of(
        Route.of("/delegation/{id}").on(GET, own::show).on(DELETE, own::remove),
        Route.of("/delegation/{id}/request").on(GET, own::request),
        Route.of("/delegation/{id}/credential").on(PUT, own::credential).on(POST, own::credential),
        Route.of("/delegation/{id}/voms").on(POST, own::voms));
  }

  private Future<Void> show(Exchange exchange) {
    Identity owner = owner(exchange);
    return delegations
        .map(known -> known.find(owner))
        .orElse(Future.succeededFuture(Optional.empty()))
        .compose(found -> Answers.json(exchange.request(), 200, out -> write(out, found)));
  }

  private static void write(JsonGenerator out, Optional<Kept> found) throws IOException {
    if (found.isEmpty()) {
      out.writeNull();
      return;
    }
    out.writeStartObject();
    out.writeStringField(
        "termination_time", DATE.format(Instant.ofEpochMilli(found.get().expiresMs())));
    out.writeArrayFieldStart("voms_attrs");
    for (String attribute : found.get().attributes()) {
      out.writeString(attribute);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private Future<Void> request(Exchange exchange) {
    X509Certificate certificate = certificate(exchange);
    Identity owner = owner(exchange);
    return known()
        .request(owner, certificate)
        .compose(request ->
            exchange
                .request()
                .response()
                .putHeader("Content-Type", "text/plain")
                .putHeader("X-Delegation-ID", owner.delegationId())
                .end(request));
  }

  private Future<Void> credential(Exchange exchange) {
    X509Certificate unused = certificate(exchange);
    Identity owner = owner(exchange);
    Delegations known = known();
    return Bodies.smallText(exchange.request())
        .compose(pem -> known.take(owner, pem))
        .compose(taken -> Answers.empty(exchange.request(), 201));
  }

  private Future<Void> remove(Exchange exchange) {
    X509Certificate unused = certificate(exchange);
    Identity owner = owner(exchange);
    return known().remove(owner).compose(removed -> Answers.empty(exchange.request(), 204));
  }

  /** Attributes cannot be added to a proxy without speaking to a VOMS server as its holder. */
  private Future<Void> voms(Exchange exchange) {
    X509Certificate unusedCertificate = certificate(exchange);
    Identity unusedOwner = owner(exchange);
    throw new Refusal(424, "VOMS attributes are not renewed here; delegate a proxy that has them");
  }

  private static Identity owner(Exchange exchange) {
    Identity caller = exchange.caller();
    if (caller.isAnonymous()) {
      throw Refusal.forbidden("Not enough permissions");
    }
    if (!exchange.variable(0).equals(caller.delegationId())) {
      throw Refusal.forbidden("The requested ID and the credentials ID do not match");
    }
    return caller;
  }

  private static X509Certificate certificate(Exchange exchange) {
    if (exchange.caller().proof() instanceof Proof.Certificate certificate) {
      return certificate.chain().getFirst();
    }
    throw Refusal.forbidden("Certificate required");
  }

  private Delegations known() {
    return delegations.orElseThrow(
        () -> new Refusal(503, "delegation: this node has no sealing key (secrets.keys)"));
  }
}
