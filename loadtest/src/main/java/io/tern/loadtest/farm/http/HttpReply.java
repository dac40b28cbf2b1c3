package io.tern.loadtest.farm.http;

import io.tern.loadtest.farm.copy.Reply;
import io.tern.loadtest.farm.dialect.Dialect;
import io.tern.loadtest.farm.dialect.Refusal;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** The answer to a COPY over HTTP/1.1: chunks, and a result line without a line end. */
final class HttpReply implements Reply {
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Dialect dialect;
  private final Failures failures;

  HttpReply(HttpServerRequest request, Dialect dialect, Failures failures) {
    this.request = request;
    this.response = request.response();
    this.dialect = dialect;
    this.failures = failures;
  }

  @Override
  public void refuse(Refusal refusal) {
    response.setStatusCode(refusal.status()).putHeader("Server", dialect.server());
    failures.count(response.end(refusal.body()));
  }

  @Override
  public void write(String text) {
    begin();
    failures.count(response.write(text));
  }

  @Override
  public void end(String text) {
    begin();
    failures.count(text.isEmpty() ? response.end() : response.end(text));
  }

  private void begin() {
    if (response.headWritten()) {
      return;
    }
    response
        .setChunked(true)
        .setStatusCode(dialect.accepted())
        .putHeader("Connection", "Keep-Alive")
        .putHeader("Server", dialect.server());
    if (!dialect.contentType().isEmpty()) {
      response.putHeader("Content-Type", dialect.contentType());
    }
  }

  @Override
  public void reset() {
    failures.count(request.connection().close());
  }

  @Override
  public void onGone(Runnable action) {
    response.closeHandler(closed -> action.run());
  }
}
