package io.tern.orchestrator.api.exchange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Answers that fit one buffer. */
public final class Answers {
  static final JsonFactory JSON = new JsonFactory();

  private Answers() {}

  /** Writes one JSON value. */
  @FunctionalInterface
  public interface Writer {
    void write(JsonGenerator out) throws IOException;
  }

  public static Future<Void> json(HttpServerRequest request, int status, Writer writer) {
    return Page.isWanted(request)
        ? Page.answer(request, status, writer)
        : json(request, status, "application/json", writer);
  }

  static Future<Void> json(HttpServerRequest request, int status, String type, Writer writer) {
    return request
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", type)
        .end(Buffer.buffer(bytes(writer)));
  }

  /** Writes one JSON value that is at hand as UTF-8 to where {@code out} writes. */
  public static void writeRaw(JsonGenerator out, byte[] json) throws IOException {
    out.writeRawValue("");
    out.flush();
    ((OutputStream) out.getOutputTarget()).write(json);
  }

  public static Future<Void> empty(HttpServerRequest request, int status) {
    return request.response().setStatusCode(status).end();
  }

  static Future<Void> error(HttpServerRequest request, Refusal refusal) {
    return json(
        request,
        refusal.status(),
        "application/json",
        out -> {
          out.writeStartObject();
          out.writeStringField("status", refusal.statusLine());
          out.writeStringField("message", refusal.getMessage());
          out.writeEndObject();
        });
  }

  /** Such as {@code 404 Not Found}. */
  public static String statusLine(int status) {
    return status == 419
        ? "419 Authentication Timeout"
        : status + " " + HttpResponseStatus.valueOf(status).reasonPhrase();
  }

  /** One JSON value as text. */
  public static String text(Writer writer) {
    return new String(bytes(writer), StandardCharsets.UTF_8);
  }

  /** One JSON value as UTF-8. */
  public static byte[] bytes(Writer writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      writer.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
