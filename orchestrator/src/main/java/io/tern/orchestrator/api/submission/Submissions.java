package io.tern.orchestrator.api.submission;

import com.fasterxml.jackson.core.JsonFactory;
import io.tern.orchestrator.api.CommandLog;
import io.tern.orchestrator.api.delegation.Delegations;
import io.tern.orchestrator.api.exchange.BodyForm;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.identity.Identities;
import io.tern.orchestrator.api.identity.Identity;
import io.tern.orchestrator.api.lending.Lending;
import io.tern.orchestrator.api.quota.Turnstile;
import io.tern.orchestrator.security.address.StoragePolicy;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Takes submissions from requests. Memory does not grow with a job: its parts go to the log while
 * its body is read, and the client waits when they go slower than it sends.
 */
public final class Submissions {
  private final Vertx vertx;
  private final CommandLog log;
  private final JobIds ids;
  private final Limits limits;
  private final LongSupplier clockMs;
  private final String host;
  private final StoragePolicy storages;
  private final Admittance admittance;
  private final Optional<Delegations> delegations;
  private final Turnstile turnstile;
  private final Lending lending;
  private final JsonFactory json;

  /**
   * @param clockMs wall time
   * @param delegations which holders of certificates need; empty: none is asked for
   * @param host this node's name, shown as {@code submit_host}
   * @param turnstile what each VO may submit
   * @param lending takes the tokens for storages
   */
  public Submissions(
      Vertx vertx,
      CommandLog log,
      JobIds ids,
      Limits limits,
      LongSupplier clockMs,
      String host,
      StoragePolicy storages,
      Admittance admittance,
      Optional<Delegations> delegations,
      Turnstile turnstile,
      Lending lending) {
    this.vertx = vertx;
    this.log = log;
    this.ids = ids;
    this.limits = limits;
    this.clockMs = clockMs;
    this.host = host;
    this.storages = storages;
    this.admittance = admittance;
    this.delegations = delegations;
    this.turnstile = turnstile;
    this.lending = lending;
    this.json = TokenFeed.factory(limits);
  }

  /**
   * Reads the request's body and makes a job of it; called on the request's event loop before any
   * of the body has been read. Completes when all of the job is durable.
   */
  public Future<Accepted> receive(HttpServerRequest request, Identity owner) {
    return receive(
        request,
        owner,
        switch (BodyForm.of(request)) {
          case JSON -> Form.JSON;
          case PERCENT_ENCODED_JSON -> Form.PERCENT_ENCODED;
          case FORM ->
              throw Refusal.malformed("a form holds no transfers (expected: application/json)");
        });
  }

  /** The same for a body whose form is known. */
  public Future<Accepted> receive(HttpServerRequest request, Identity owner, Form form) {
    refuseEncoded(request);
    refuseAnnounced(request, limits.withBody(turnstile.body(owner.vo())));
    Future<Void> admitted = turnstile.submission(owner.vo()).compose(v -> lent(owner));
    if (admitted.succeeded()) {
      return pump(request, owner, form);
    }
    request.pause();
    return admitted.compose(v -> {
      Future<Accepted> job = pump(request, owner, form);
      request.resume();
      return job;
    });
  }

  private Future<Void> lent(Identity owner) {
    return delegations.map(known -> known.requireOf(owner)).orElse(Future.succeededFuture());
  }

  private Future<Accepted> pump(HttpServerRequest request, Identity owner, Form form) {
    Limits own = limits.withBody(turnstile.body(owner.vo()));
    BodyPump pump = new BodyPump(vertx, request, own);
    try {
      return pump.into(
          new Submission(
              this,
              json,
              own,
              owner,
              Identities.tokenOf(owner, request),
              form,
              pump::resumeIfRoom));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nothing is inflated, so that no small body becomes a large one. */
  private static void refuseEncoded(HttpServerRequest request) {
    String encoding = request.getHeader("Content-Encoding");
    if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
      throw new Refusal(415, "Content-Encoding: " + encoding + " (expected: none)");
    }
  }

  private static void refuseAnnounced(HttpServerRequest request, Limits own) {
    String length = request.getHeader("Content-Length");
    if (length != null && length.length() < 19) {
      TokenFeed.refuseOver(own, Long.parseLong(length));
    }
  }

  /** Whether the storages of its jobs are opened with a proxy that {@code owner} has lent. */
  boolean goesByProxy(Identity owner) {
    return delegations.filter(known -> known.isAskedOf(owner)).isPresent();
  }

  Admittance admittance() {
    return admittance;
  }

  Lending lending() {
    return lending;
  }

  CommandLog log() {
    return log;
  }

  JobIds ids() {
    return ids;
  }

  Limits limits() {
    return limits;
  }

  LongSupplier clockMs() {
    return clockMs;
  }

  StoragePolicy storages() {
    return storages;
  }

  String host() {
    return host;
  }
}
