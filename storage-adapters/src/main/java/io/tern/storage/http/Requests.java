package io.tern.storage.http;

import io.tern.storage.StorageException;
import io.tern.storage.failure.Catalogue;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Sends metadata requests and follows their redirects. Each has a time limit of its own, at whose
 * end its connection is closed. Futures fail with {@link StorageException}.
 */
public final class Requests {
  private final Vertx vertx;
  private final Client client;
  private final Catalogue catalogue;
  private final BiConsumer<Endpoint, HttpClientResponse> learn;
  private final TokenRule tokens;
  private final Gate freshConnections;
  private final Duration repeatAfter;

  /**
   * @param learn told of every answer, before its body
   */
  public Requests(
      Vertx vertx,
      Client client,
      HttpSettings settings,
      Catalogue catalogue,
      BiConsumer<Endpoint, HttpClientResponse> learn,
      TokenRule tokens) {
    this.vertx = vertx;
    this.client = client;
    this.catalogue = catalogue;
    this.learn = learn;
    this.tokens = tokens;
    this.freshConnections = new Gate(vertx, settings.connectionsPerHost(), settings.waiting());
    this.repeatAfter = settings.repeatAfter();
  }

  /** Sent once. */
  public Future<Reply> send(Ask ask) {
    return hop(ask, 0).recover(Requests::classified);
  }

  /** Idempotent: repeated once on a fresh connection if none answered. */
  public Future<Reply> sendOrRepeat(Ask ask) {
    return sendOrRepeat(ask, () -> Future.succeededFuture(ask));
  }

  /**
   * @param second found out when the first was not answered; its failure is the answer then
   */
  public Future<Reply> sendOrRepeat(Ask first, Supplier<Future<Ask>> second) {
    return hop(first, 0)
        .recover(cause ->
            Breakage.isWorthRepeating(cause)
                ? vertx
                    .timer(repeatAfter.toMillis(), TimeUnit.MILLISECONDS)
                    .compose(waited -> second.get())
                    .compose(ask -> hop(ask.onFreshConnection(), 0))
                : Future.failedFuture(cause))
        .recover(Requests::classified);
  }

  private static <T> Future<T> classified(Throwable cause) {
    return Future.failedFuture(Breakage.classified(cause));
  }

  private record Answer(Reply reply, HttpClientResponse response) {}

  private Future<Reply> hop(Ask ask, int hops) {
    Future<Answer> answer = ask.fresh() ? onFresh(ask) : onPooled(ask);
    return answer.compose(got ->
        Redirect.is(got.response)
            ? hop(
                ask.redirected(
                    Redirect.follow(ask.to(), got.response.getHeader(Redirect.LOCATION), hops),
                    tokens),
                hops + 1)
            : Future.succeededFuture(got.reply));
  }

  private Future<Answer> onPooled(Ask ask) {
    return client
        .request(ask.method(), ask.to(), ask.headers().access())
        .compose(request -> exchange(request, ask));
  }

  private Future<Answer> onFresh(Ask ask) {
    return freshConnections.pass(
        ask.to().authority(),
        () ->
            client
                .connect(ask.to(), ask.headers().access())
                .compose(connection -> exchangeOn(connection, ask)));
  }

  private Future<Answer> exchangeOn(HttpClientConnection connection, Ask ask) {
    connection.exceptionHandler(alsoFailsTheRequest -> {});
    return connection
        .request(Client.options(ask.method(), ask.to()))
        .compose(request -> exchange(request, ask))
        .eventually(connection::close);
  }

  private Future<Answer> exchange(HttpClientRequest request, Ask ask) {
    Promise<Answer> answer = Promise.promise();
    long timer = vertx.setTimer(ask.timeout().toMillis(), late -> giveUp(request, ask, answer));
    ask.headers().putInto(request);
    request.exceptionHandler(alsoFailsTheResponse -> {});
    sent(request, ask)
        .compose(response -> read(response, ask))
        .onComplete(done -> vertx.cancelTimer(timer))
        .onSuccess(answer::tryComplete)
        .onFailure(answer::tryFail);
    return answer.future();
  }

  private static Future<HttpClientResponse> sent(HttpClientRequest request, Ask ask) {
    if (ask.body().isEmpty()) {
      return request.send();
    }
    byte[] body = ask.body().getBytes(StandardCharsets.UTF_8);
    request.putHeader("Content-Type", ask.contentType());
    request.putHeader("Content-Length", Integer.toString(body.length));
    return request.send(Buffer.buffer(body));
  }

  private Future<Answer> read(HttpClientResponse response, Ask ask) {
    learn.accept(ask.to(), response);
    return Body.upTo(ask.most(), response)
        .map(text -> new Reply(response.statusCode(), response.headers(), text, catalogue))
        .map(reply -> new Answer(reply, response));
  }

  private static void giveUp(HttpClientRequest request, Ask ask, Promise<Answer> answer) {
    String what =
        "Operation timed out: %s %s was not answered within %d ms"
            .formatted(ask.method(), ask.to(), ask.timeout().toMillis());
    answer.tryFail(Breakage.timeOut(what));
    request.reset().onFailure(alreadyClosed -> {});
  }
}
