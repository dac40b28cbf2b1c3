package io.tern.orchestrator.api.submission;

import io.tern.orchestrator.api.exchange.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Moves a request's body into a submission, no faster than the log takes it. */
final class BodyPump {
  private final Vertx vertx;
  private final HttpServerRequest request;
  private final Limits limits;
  private final Promise<Accepted> result = Promise.promise();
  private @Nullable Submission submission;
  private boolean paused;
  private long timer = -1;
  private long received;

  BodyPump(Vertx vertx, HttpServerRequest request, Limits limits) {
    this.vertx = vertx;
    this.request = request;
    this.limits = limits;
  }

  Future<Accepted> into(Submission target) {
    submission = target;
    request.exceptionHandler(e -> end(target, () -> result.tryFail(e)));
    request.handler(piece -> take(target, piece));
    request.endHandler(v -> end(target, () -> target.end().onComplete(result)));
    return result.future();
  }

  private void take(Submission target, Buffer piece) {
    if (result.future().isComplete()) {
      return;
    }
    try {
      target.take(piece.getBytes());
      received += piece.length();
      limitTime(target);
      pauseIfFull(target);
    } catch (Throwable e) {
      end(target, () -> result.tryFail(e));
    }
  }

  /** Only a body that is not there at once gets a timer. */
  private void limitTime(Submission target) {
    if (timer < 0 && received < announced()) {
      timer = vertx.setTimer(limits.seconds() * 1000L, t -> end(target, this::tooSlow));
    }
  }

  private long announced() {
    String length = request.getHeader("Content-Length");
    return length == null ? Long.MAX_VALUE : Long.parseLong(length);
  }

  private void tooSlow() {
    result.tryFail(new Refusal(408, "body: over " + limits.seconds() + " s"));
  }

  private void pauseIfFull(Submission target) {
    if (target.mustWait()) {
      paused = true;
      request.pause();
    }
  }

  void resumeIfRoom() {
    if (paused && submission != null && !submission.mustWait()) {
      paused = false;
      request.resume();
    }
  }

  private void end(Submission target, Runnable last) {
    if (result.future().isComplete()) {
      return;
    }
    vertx.cancelTimer(timer);
    try {
      last.run();
    } catch (RuntimeException e) {
      result.tryFail(e);
    }
    target.close();
  }
}
