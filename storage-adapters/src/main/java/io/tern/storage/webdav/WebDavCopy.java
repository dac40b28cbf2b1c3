package io.tern.storage.webdav;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.storage.Access;
import io.tern.storage.CopyEnd;
import io.tern.storage.CopyRequest;
import io.tern.storage.CopyRequest.Direction;
import io.tern.storage.Progress;
import io.tern.storage.Storage;
import io.tern.storage.failure.Catalogue;
import io.tern.storage.http.Body;
import io.tern.storage.http.Client;
import io.tern.storage.http.Endpoint;
import io.tern.storage.http.Headers;
import io.tern.storage.http.Redirect;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One COPY, from its request to its last word. All but {@link #check} happens on the context it was
 * asked on. It is never repeated: once its request is on the way, only a result line tells.
 */
final class WebDavCopy implements Storage.Copy {
  private static final HttpMethod COPY = HttpMethod.valueOf("COPY");

  private final CopyRequest request;
  private final Consumer<Progress> progress;
  private final Context context;
  private final Client client;
  private final Watch watch;
  private final Endings endings;
  private final Dialects dialects;
  private final BiConsumer<Endpoint, HttpClientResponse> learn;
  private final Promise<CopyEnd> end = Promise.promise();
  private final Clocks clocks;
  private final Markers markers;
  private @Nullable HttpClientRequest sent;
  private boolean over;

  /**
   * @param dialects told of every answer
   */
  WebDavCopy(
      Vertx vertx,
      CopyRequest request,
      Consumer<Progress> progress,
      Client client,
      Watch watch,
      Endings endings,
      Dialects dialects,
      BiConsumer<Endpoint, HttpClientResponse> learn) {
    this.request = request;
    this.progress = progress;
    this.context = vertx.getOrCreateContext();
    this.client = client;
    this.watch = watch;
    this.endings = endings;
    this.dialects = dialects;
    this.learn = learn;
    this.clocks = new Clocks(request, System.nanoTime());
    this.markers = new Markers(request.size());
  }

  WebDavCopy start() {
    if (!watch.admit(this)) {
      finish(new CopyEnd.Refused(full(), false));
      return this;
    }
    try {
      begin(Endpoint.of(request.active().url()));
    } catch (IllegalArgumentException e) {
      finish(new CopyEnd.Refused(broken(e), false));
    }
    return this;
  }

  /** What a plain server would make of a push is a copy within itself. */
  private void begin(Endpoint to) {
    if (request.direction() == Direction.PUSH && dialects.of(to) == Dialect.PLAIN) {
      finish(Endings.passive("The source's server is a plain one: no third-party copy"));
    } else {
      open(to, CopyHeaders.of(request), 0);
    }
  }

  private boolean isToldATokenInTheClear(Endpoint active) {
    return request.passive().access() instanceof Access.Bearer && !active.isConfidential();
  }

  /** A server that was redirected to is no other than the first. */
  private void open(Endpoint to, Headers headers, int hops) {
    if (isToldATokenInTheClear(to)) {
      finish(Endings.passive("No token of the other side goes to " + to + " without TLS"));
      return;
    }
    client
        .request(COPY, to, headers.access())
        .onComplete(opened -> context.runOnContext(now -> send(opened, to, headers, hops)));
  }

  private void send(AsyncResult<HttpClientRequest> opened, Endpoint to, Headers headers, int hops) {
    if (opened.failed()) {
      finish(new CopyEnd.Refused(broken(opened.cause()), false));
      return;
    }
    HttpClientRequest copy = opened.result();
    sent = copy;
    copy.exceptionHandler(alsoFailsTheResponse -> {});
    if (over) {
      hangUp();
      return;
    }
    headers.putInto(copy);
    copy.send()
        .onSuccess(response -> answered(response, to, headers, hops))
        .onFailure(cause -> finish(new CopyEnd.Unknown(interrupted(cause))));
  }

  private void answered(HttpClientResponse response, Endpoint from, Headers headers, int hops) {
    clocks.answered(System.nanoTime());
    learn.accept(from, response);
    if (Redirect.is(response)) {
      redirect(response, from, headers, hops);
    } else if (response.statusCode() / 100 == 2) {
      watchMarkers(response);
    } else {
      Body.upTo(Body.ERROR, response)
          .onComplete(
              body -> finish(direct(from, response.statusCode(), body.otherwise("").result())));
    }
  }

  private CopyEnd direct(Endpoint from, int status, String body) {
    return dialects.of(from) == Dialect.PLAIN && Endings.isWebPage(status, body)
        ? Endings.silent(status)
        : endings.answered(status, body, request.direction());
  }

  private void redirect(HttpClientResponse response, Endpoint from, Headers headers, int hops) {
    try {
      Endpoint next = Redirect.follow(from, response.getHeader(Redirect.LOCATION), hops);
      Body.upTo(Body.ERROR, response)
          .onComplete(drained -> reopen(next, headers.redirected(from, next, dialects), hops + 1));
    } catch (IllegalArgumentException e) {
      finish(new CopyEnd.Refused(broken(e), false));
    }
  }

  private void reopen(Endpoint next, Headers headers, int hops) {
    if (!over) {
      open(next, headers, hops);
    }
  }

  private void watchMarkers(HttpClientResponse response) {
    Lines lines = new Lines(markers::line);
    response.handler(buffer -> heard(lines, buffer));
    response.exceptionHandler(cause -> finish(resultOr(interrupted(cause))));
    response.endHandler(done -> {
      lines.end();
      finish(ended(response.statusCode()));
    });
  }

  private void heard(Lines lines, Buffer buffer) {
    if (over) {
      return;
    }
    long before = markers.bytes();
    boolean begun = markers.any();
    lines.add(buffer);
    long now = System.nanoTime();
    clocks.heard(now);
    if (markers.bytes() > before) {
      clocks.moved(now, markers.complete());
    }
    if (markers.bytes() > before || markers.any() != begun) {
      progress.accept(new Progress(markers.bytes()));
    }
  }

  private CopyEnd ended(int status) {
    if (!markers.any() && status != 202) {
      return Endings.silent(status);
    }
    return resultOr(withoutResult());
  }

  /** A result that was heard stands, whatever came after it. */
  private CopyEnd resultOr(Failure unknown) {
    return markers
        .result()
        .map(result -> endings.said(result, request.direction()))
        .orElseGet(() -> new CopyEnd.Unknown(unknown));
  }

  /** Called by the watch, on any thread. */
  void check(long now) {
    Failure exceeded = clocks.exceeded(now);
    if (exceeded != null) {
      context.runOnContext(v -> giveUp(exceeded));
    }
  }

  @Override
  public void abandon() {
    context.runOnContext(v -> giveUp(failure(FailureClass.CANCELED, false, "Operation canceled")));
  }

  private void giveUp(Failure why) {
    if (!over) {
      finish(resultOr(why));
      hangUp();
    }
  }

  private void hangUp() {
    if (sent != null) {
      sent.reset().onFailure(alreadyClosed -> {});
    }
  }

  private void finish(CopyEnd how) {
    over = true;
    watch.forget(this);
    end.tryComplete(how);
  }

  @Override
  public Future<CopyEnd> end() {
    return end.future();
  }

  private Failure broken(Throwable cause) {
    return Catalogue.ofException(cause, Catalogue.active(request.direction()), Phase.TRANSFER);
  }

  private Failure interrupted(Throwable cause) {
    Failure failure = broken(cause);
    return failure(
        failure.failureClass() == FailureClass.CONNECTION
            ? FailureClass.INTERRUPTED
            : failure.failureClass(),
        true,
        "Connection terminated abruptly; status of the copy is unknown: " + failure.message());
  }

  private static Failure withoutResult() {
    return failure(
        FailureClass.INTERRUPTED, true, "The answer ended without a result; status is unknown");
  }

  private static Failure failure(FailureClass kind, boolean retryable, String message) {
    return new Failure(kind, Side.TRANSFER, Phase.TRANSFER, retryable, message);
  }

  private Failure full() {
    return new Failure(
        FailureClass.OVERLOADED,
        Side.GENERAL_FAILURE,
        Phase.TRANSFER,
        true,
        "copies: " + watch.running() + " running, no more allowed");
  }
}
