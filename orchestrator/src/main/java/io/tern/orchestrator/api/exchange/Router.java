package io.tern.orchestrator.api.exchange;

import io.tern.orchestrator.api.CommandLog;
import io.tern.orchestrator.api.identity.Identities;
import io.tern.orchestrator.api.identity.Identity;
import io.tern.orchestrator.api.identity.NotIdentified;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads each request to the first route whose pattern fits, and turns failures into answers. A
 * matcher of its own because FTS clients double slashes, every route answers {@code OPTIONS}, and
 * bodies are read as streams.
 */
public final class Router implements Handler<HttpServerRequest> {
  private static final Logger LOG = LoggerFactory.getLogger(Router.class);
  private static final Set<HttpMethod> KNOWN =
      Set.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.POST,
          HttpMethod.PUT,
          HttpMethod.PATCH,
          HttpMethod.DELETE,
          HttpMethod.OPTIONS);

  private static final int KEYS_RETRY_S = 60;

  private final List<Route> routes;
  private final Identities identities;
  private final UnaryOperator<Identity> admittance;
  private final Origins origins;
  private final HttpMeter meter;

  public Router(
      List<Route> routes,
      Identities identities,
      UnaryOperator<Identity> admittance,
      Origins origins,
      HttpMeter meter) {
    this.routes = List.copyOf(routes);
    this.identities = identities;
    this.admittance = admittance;
    this.origins = origins;
    this.meter = meter;
  }

  @Override
  public void handle(HttpServerRequest request) {
    long start = System.nanoTime();
    try {
      origins.check(request);
      route(request, Paths.segments(request.path()), start);
    } catch (RuntimeException e) {
      measure(request, "none", start);
      fail(request, e);
    }
  }

  private void route(HttpServerRequest request, List<String> path, long start) {
    for (Route route : routes) {
      List<String> variables = route.match(path);
      if (variables != null) {
        measure(request, route.pattern(), start);
        act(request, route, variables);
        return;
      }
    }
    throw Refusal.notFound("No such path: " + request.path());
  }

  private void act(HttpServerRequest request, Route route, List<String> variables) {
    Action action = route.action(request.method());
    if (action == null) {
      refuseMethod(request, route);
      return;
    }
    Future<Identity> caller = identities.of(request).map(admittance);
    if (caller.isComplete()) {
      act(request, action, variables, caller);
    } else {
      actLater(request, action, variables, caller);
    }
  }

  /** The body waits, and so does everything else of this request, for its own event loop. */
  private static void actLater(
      HttpServerRequest request, Action action, List<String> variables, Future<Identity> caller) {
    Context loop = Vertx.currentContext();
    request.pause();
    caller.onComplete(known ->
        loop.runOnContext(v -> {
          act(request, action, variables, caller);
          request.resume();
        }));
  }

  private static void act(
      HttpServerRequest request, Action action, List<String> variables, Future<Identity> caller) {
    if (caller.failed()) {
      fail(request, caller.cause());
      return;
    }
    try {
      action.on(new Exchange(request, caller.result(), variables)).onFailure(e -> fail(request, e));
    } catch (RuntimeException e) {
      fail(request, e);
    }
  }

  private static void refuseMethod(HttpServerRequest request, Route route) {
    request.response().putHeader("Allow", route.allow());
    if (request.method().equals(HttpMethod.OPTIONS)) {
      Answers.empty(request, 200).onFailure(Router::clientLeft);
    } else {
      fail(request, new Refusal(405, request.method() + " (expected: " + route.allow() + ")"));
    }
  }

  private void measure(HttpServerRequest request, String route, long start) {
    HttpServerResponse response = request.response();
    String method = KNOWN.contains(request.method()) ? request.method().name() : "OTHER";
    response.endHandler(
        v -> meter.served(route, method, response.getStatusCode(), System.nanoTime() - start));
  }

  private static void fail(HttpServerRequest request, Throwable failure) {
    if (request.response().headWritten() || request.response().closed()) {
      request.connection().close().onFailure(Router::clientLeft);
      return;
    }
    Refusal refusal = refusal(request, failure);
    Future<Void> told =
        Problems.wanted(request)
            ? Problems.answer(request, refusal)
            : Answers.error(request, refusal);
    told.onFailure(Router::clientLeft);
    Bodies.discard(request);
  }

  private static Refusal refusal(HttpServerRequest request, Throwable failure) {
    return switch (failure) {
      case Refusal refusal -> {
        if (refusal.retryAfterSeconds() > 0) {
          retryLater(request, refusal.retryAfterSeconds());
        }
        yield refusal;
      }
      case NotIdentified unknown -> notIdentified(request, unknown);
      case CommandLog.Unavailable away -> {
        retryLater(request, away.retryAfterSeconds());
        yield new Refusal(503, String.valueOf(away.getMessage()));
      }
      default -> {
        LOG.error("{} {} failed", request.method(), request.path(), failure);
        yield new Refusal(500, "Internal error");
      }
    };
  }

  /** RFC 6750, section 3. */
  private static Refusal notIdentified(HttpServerRequest request, NotIdentified why) {
    if (why.status() == 503) {
      retryLater(request, KEYS_RETRY_S);
    } else {
      String error = why.status() == 401 ? "invalid_token" : "insufficient_scope";
      String said = why.getMessage().replaceAll("[^ !#-\\[\\]-~]", "'");
      request
          .response()
          .putHeader(
              "WWW-Authenticate",
              "Bearer error=\"" + error + "\", error_description=\"" + said + "\"");
    }
    return new Refusal(why.status(), why.getMessage());
  }

  private static void retryLater(HttpServerRequest request, int seconds) {
    request.response().putHeader("Retry-After", Integer.toString(seconds));
  }

  private static void clientLeft(@Nullable Throwable e) {
    LOG.debug("a client left before its answer", e);
  }
}
