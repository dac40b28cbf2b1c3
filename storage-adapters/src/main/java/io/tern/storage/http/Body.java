package io.tern.storage.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/** Bodies, read up to a limit; a longer one ends with its connection. */
public final class Body {
  /** Enough of an error's words. */
  public static final int ERROR = 4096;

  /** A listing of about 30,000 entries. */
  public static final int LISTING = 16 * 1024 * 1024;

  private Body() {}

  /** The text up to {@code limit} bytes; fails if the connection breaks before. */
  public static Future<String> upTo(int limit, HttpClientResponse response) {
    Promise<String> text = Promise.promise();
    Buffer body = Buffer.buffer();
    response.handler(part -> {
      if (body.length() + part.length() <= limit) {
        body.appendBuffer(part);
      } else if (text.tryComplete(
          body.appendBuffer(part.slice(0, limit - body.length())).toString())) {
        response.request().reset().onFailure(alreadyClosed -> {});
      }
    });
    response.exceptionHandler(text::tryFail);
    response.endHandler(done -> text.tryComplete(body.toString()));
    return text.future();
  }
}
