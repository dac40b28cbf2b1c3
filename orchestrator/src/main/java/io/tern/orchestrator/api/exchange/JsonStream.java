package io.tern.orchestrator.api.exchange;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * An answer of any length, written from a thread that may wait. At most {@value #IN_FLIGHT} chunks
 * of {@value #CHUNK} bytes are on their way; the writer waits for the client, at most {@value
 * #PATIENCE_S} seconds for one chunk. An answer that fits one chunk carries its length.
 */
public final class JsonStream extends OutputStream {
  private static final int CHUNK = 32 * 1024;
  private static final int SHORT = 1024;
  private static final int IN_FLIGHT = 4;
  private static final int PATIENCE_S = 30;

  /** A reader of an answer holds the store as it was at one moment. */
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Semaphore room = new Semaphore(IN_FLIGHT);
  private Buffer chunk = Buffer.buffer(SHORT);
  private boolean streaming;
  private final long begunNanos = System.nanoTime();
  private volatile boolean broken;

  private JsonStream(HttpServerRequest request) {
    this.request = request;
    this.response = request.response();
  }

  /**
   * Writes a whole answer; not on an event loop. Returns when the last chunk has been handed on.
   *
   * @throws UncheckedIOException the client left, or took nothing for too long
   */
  public static Future<Void> write(HttpServerRequest request, int status, Answers.Writer writer) {
    request.response().setStatusCode(status).putHeader("Content-Type", "application/json");
    JsonStream stream = new JsonStream(request);
    try (JsonGenerator out = Answers.JSON.createGenerator(stream)) {
      out.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      out.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
      writer.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return stream.end();
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    chunk.appendBytes(bytes, offset, length);
    if (chunk.length() >= CHUNK) {
      send();
    }
  }

  private void send() throws IOException {
    if (!streaming) {
      begin();
    }
    awaitRoom();
    Buffer full = chunk;
    chunk = Buffer.buffer(full.length());
    response.write(full).onComplete(sent -> sent(sent.succeeded()));
  }

  private void begin() {
    streaming = true;
    response.setChunked(true);
    if (request.version() == HttpVersion.HTTP_1_0) {
      response.putHeader("Connection", "close");
    }
  }

  private void awaitRoom() throws IOException {
    if (System.nanoTime() - begunNanos > LONGEST_NANOS) {
      throw new IOException("the client did not read the answer within ten minutes");
    }
    try {
      if (!room.tryAcquire(PATIENCE_S, TimeUnit.SECONDS)) {
        throw new IOException("the client took no byte for " + PATIENCE_S + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while writing an answer", e);
    }
    if (broken) {
      throw new IOException("the client left before the end of its answer");
    }
  }

  private void sent(boolean succeeded) {
    if (!succeeded) {
      broken = true;
    }
    room.release();
  }

  private Future<Void> end() {
    return response.end(chunk);
  }
}
