package io.tern.orchestrator.security.address;

import io.tern.storage.http.Addresses;
import io.tern.storage.http.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Asks servers that are no storages, such as issuers of tokens, at addresses that were checked.
 * Follows no redirect; an answer is at most 256 KiB and whole within ten seconds. Safe for use by
 * many threads.
 */
public final class Outbound {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MOST = 256 * 1024;

  private final Vertx vertx;
  private final Addresses addresses;
  private final HttpClientAgent agent;

  /** An answer of any status. */
  public record Answer(int status, Buffer body) {}

  public Outbound(Vertx vertx, Addresses addresses) {
    this.vertx = vertx;
    this.addresses = addresses;
    this.agent =
        vertx
            .httpClientBuilder()
            .with(new HttpClientOptions().setConnectTimeout((int) PATIENCE.toMillis()))
            .withRedirectHandler(response -> null)
            .build();
  }

  /** The body of a 200; fails with {@link IOException} that names the URL otherwise. */
  public Future<Buffer> get(URI url) {
    return ask(HttpMethod.GET, url, "", Buffer.buffer())
        .compose(answer ->
            answer.status == 200
                ? Future.succeededFuture(answer.body)
                : Future.failedFuture(
                    new IOException(url + ": status " + answer.status + " (expected: 200)")));
  }

  /**
   * @param authorization empty for none
   */
  public Future<Answer> postForm(URI url, String authorization, Buffer form) {
    return ask(HttpMethod.POST, url, authorization, form);
  }

  private Future<Answer> ask(HttpMethod method, URI url, String authorization, Buffer form) {
    Endpoint to = Endpoint.of(url.toString());
    Promise<Answer> answer = Promise.promise();
    long timer =
        vertx.setTimer(
            PATIENCE.toMillis(),
            late -> answer.tryFail(new IOException(url + ": no answer within " + PATIENCE)));
    addresses
        .of(to)
        .compose(server -> agent.request(options(method, to, server)))
        .compose(request -> send(request, authorization, form, answer))
        .onComplete(done -> vertx.cancelTimer(timer))
        .onSuccess(answer::tryComplete)
        .onFailure(answer::tryFail);
    return answer.future();
  }

  private static RequestOptions options(HttpMethod method, Endpoint to, SocketAddress server) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(method)
            .setHost(to.host())
            .setPort(to.port())
            .setSsl(to.tls())
            .setURI(to.target());
    options.setServer(server);
    return options;
  }

  private static Future<Answer> send(
      HttpClientRequest request, String authorization, Buffer form, Promise<Answer> answer) {
    answer.future().onFailure(given -> request.reset().onFailure(alreadyClosed -> {}));
    request.putHeader("Accept", "application/json");
    if (!authorization.isEmpty()) {
      request.putHeader("Authorization", authorization);
    }
    if (request.getMethod().equals(HttpMethod.POST)) {
      request.putHeader("Content-Type", "application/x-www-form-urlencoded");
    }
    return request.send(form).compose(Outbound::read);
  }

  private static Future<Answer> read(HttpClientResponse response) {
    Promise<Answer> whole = Promise.promise();
    Buffer body = Buffer.buffer();
    response.exceptionHandler(whole::tryFail);
    response.endHandler(v -> whole.tryComplete(new Answer(response.statusCode(), body)));
    response.handler(piece -> {
      if (body.length() + piece.length() > MOST) {
        whole.tryFail(new IOException("answer: over " + MOST + " bytes (limit)"));
      } else {
        body.appendBuffer(piece);
      }
    });
    return whole.future();
  }

  public Future<Void> close() {
    return agent.shutdown(0, TimeUnit.SECONDS);
  }
}
