package io.tern.storage.http;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.storage.Content;
import io.tern.storage.StorageException;
import io.tern.storage.failure.Catalogue;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;

/**
 * Whole files by GET and PUT, streamed. Redirects are followed before a byte of a PUT is sent,
 * which waits for the server's {@code 100 Continue}, or a moment for one that does not know it.
 *
 * <p>No connection is used twice: a server may close an idle one just as a request sets out, and on
 * one whose PUT was refused before its bytes the next PUT would wait behind those for ever. Tern is
 * the one who closes it: when a server does, after its last byte, Vert.x drops what a slow reader
 * has not taken yet.
 */
public final class Streams {
  private static final long WITHOUT_CONTINUE_MS = 3000;

  /** For the answer of a server that has stopped reading. */
  private static final long LAST_WORD_MS = 1000;

  private final Vertx vertx;
  private final Client client;
  private final Catalogue catalogue;
  private final TokenRule tokens;

  public Streams(Vertx vertx, Client client, Catalogue catalogue, TokenRule tokens) {
    this.vertx = vertx;
    this.client = client;
    this.catalogue = catalogue;
    this.tokens = tokens;
  }

  /** The file, paused. */
  public Future<Content> get(Endpoint from, Headers headers) {
    return get(from, headers, 0).recover(Streams::classified);
  }

  private Future<Content> get(Endpoint from, Headers headers, int hops) {
    return client
        .connect(from, headers.access())
        .compose(connection ->
            getOn(connection, from, headers)
                .compose(response -> received(connection, response, from, headers, hops))
                .onFailure(e -> connection.close()));
  }

  private static Future<HttpClientResponse> getOn(
      HttpClientConnection connection, Endpoint from, Headers headers) {
    connection.exceptionHandler(alsoFailsTheRequest -> {});
    return connection
        .request(Client.options(HttpMethod.GET, from))
        .compose(request -> {
          headers.putInto(request);
          return request.send().map(HttpClientResponse::pause);
        });
  }

  private Future<Content> received(
      HttpClientConnection connection,
      HttpClientResponse response,
      Endpoint from,
      Headers headers,
      int hops) {
    if (Redirect.is(response)) {
      Endpoint next = Redirect.follow(from, response.getHeader(Redirect.LOCATION), hops);
      return drained(response)
          .eventually(connection::close)
          .compose(text -> get(next, headers.redirected(from, next, tokens), hops + 1));
    }
    String length = response.getHeader("Content-Length");
    if (response.statusCode() != 200 || length == null) {
      return drained(response)
          .compose(text -> refused(response.statusCode(), text.isEmpty() ? "no length" : text));
    }
    response.exceptionHandler(showsWhenItIsRead -> {});
    return Future.succeededFuture(
        new Content(Long.parseLong(length.strip()), response, connection::close));
  }

  /** Puts all of {@code content} there; on failure a part of it may be. */
  public Future<Void> put(Endpoint to, Headers headers, Content content) {
    return put(to, headers, content, 0)
        .onFailure(e -> content.close())
        .recover(Streams::classified);
  }

  private Future<Void> put(Endpoint to, Headers headers, Content content, int hops) {
    return client
        .connect(to, headers.access())
        .compose(connection ->
            putOn(connection, to, headers, content, hops).eventually(connection::close));
  }

  private Future<Void> putOn(
      HttpClientConnection connection, Endpoint to, Headers headers, Content content, int hops) {
    connection.exceptionHandler(alsoFailsTheRequest -> {});
    return connection
        .request(Client.options(HttpMethod.PUT, to))
        .compose(request -> {
          headers.putInto(request);
          request.putHeader("Content-Length", Long.toString(content.size()));
          content.onClose(() -> reset(request));
          Sending sending = new Sending(request, content);
          return sending
              .send()
              .compose(answer -> sent(answer, sending, to, headers, content, hops));
        });
  }

  private Future<Void> sent(
      HttpClientResponse answer,
      Sending sending,
      Endpoint to,
      Headers headers,
      Content content,
      int hops) {
    if (Redirect.is(answer) && !sending.begun) {
      Endpoint next = Redirect.follow(to, answer.getHeader(Redirect.LOCATION), hops);
      reset(answer.request());
      return put(next, headers.redirected(to, next, tokens), content, hops + 1);
    }
    return answer.statusCode() / 100 == 2
        ? drained(answer).mapEmpty()
        : drained(answer).compose(text -> refused(answer.statusCode(), text));
  }

  /** The bytes of one PUT, sent once they are wanted. */
  private final class Sending {
    private final HttpClientRequest request;
    private final Content content;
    private boolean begun;

    Sending(HttpClientRequest request, Content content) {
      this.request = request;
      this.content = content;
    }

    Future<HttpClientResponse> send() {
      request.exceptionHandler(alsoFailsTheResponse -> {});
      if (content.size() == 0) {
        begun = true;
        return request.send();
      }
      request.putHeader("Expect", "100-continue");
      request.continueHandler(wanted -> begin());
      long timer = vertx.setTimer(WITHOUT_CONTINUE_MS, passed -> begin());
      request.sendHead().onFailure(alsoFailsTheResponse -> {});
      return request.response().onComplete(answered -> vertx.cancelTimer(timer));
    }

    private void begin() {
      if (!begun) {
        begun = true;
        pipe().onFailure(broken -> vertx.setTimer(LAST_WORD_MS, passed -> reset(request)));
      }
    }

    /** A source that broke off meanwhile refuses to be read. */
    private Future<Void> pipe() {
      try {
        return content.bytes().pipe().endOnFailure(false).to(request);
      } catch (IllegalStateException e) {
        return Future.failedFuture(e);
      }
    }
  }

  private static Future<String> drained(HttpClientResponse response) {
    Future<String> text = Body.upTo(Body.ERROR, response);
    response.resume();
    return text.otherwise("");
  }

  private <T> Future<T> refused(int status, String text) {
    return Future.failedFuture(new StorageException(catalogue.ofRequest(status, text)));
  }

  private static void reset(HttpClientRequest request) {
    request.reset().onFailure(alreadyClosed -> {});
  }

  private static <T> Future<T> classified(Throwable cause) {
    StorageException known = Breakage.classified(cause);
    boolean broken = known.failure().failureClass() == FailureClass.CONNECTION && known != cause;
    return Future.failedFuture(broken ? interrupted(known.failure()) : known);
  }

  private static StorageException interrupted(Failure failure) {
    return new StorageException(
        new Failure(
            FailureClass.INTERRUPTED,
            Side.GENERAL_FAILURE,
            Phase.TRANSFER,
            true,
            failure.message()));
  }
}
