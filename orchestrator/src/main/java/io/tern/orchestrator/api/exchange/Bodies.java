package io.tern.orchestrator.api.exchange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Request bodies that are small, or that nobody wants any more. */
public final class Bodies {
  private static final int SMALL = 64 * 1024;
  private static final int FIELDS = 64;
  private static final long DISCARDED = 16L * 1024 * 1024;
  private static final ObjectMapper MAPPER =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(32).build())
                  .build())
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Bodies() {}

  /** The object that a body of at most 64 KiB holds. */
  public static Future<JsonNode> smallObject(HttpServerRequest request) {
    BodyForm form = BodyForm.of(request);
    return small(request).map(body -> object(form, body));
  }

  /** The JSON value that a body of at most 64 KiB is; what is none is refused with a message. */
  public static Future<JsonNode> smallValue(HttpServerRequest request, String refusal) {
    return small(request).map(body -> parsed(body.getBytes(), refusal));
  }

  private static JsonNode object(BodyForm form, Buffer body) {
    if (form == BodyForm.FORM) {
      return fields(body);
    }
    byte[] bytes = body.getBytes();
    JsonNode node =
        parsed(
            form == BodyForm.PERCENT_ENCODED_JSON ? new PercentDecoder().decode(bytes) : bytes,
            "Badly formatted JSON request");
    if (!node.isObject()) {
      throw Refusal.badRequest("Expecting a dictionary");
    }
    return node;
  }

  /** A form as a flat object of texts; of a repeated field the first counts. */
  private static JsonNode fields(Buffer body) {
    ObjectNode fields = MAPPER.createObjectNode();
    try {
      String text = body.toString(StandardCharsets.UTF_8);
      new QueryStringDecoder(text, StandardCharsets.UTF_8, false, FIELDS)
          .parameters()
          .forEach((name, values) -> fields.put(name, values.getFirst()));
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest("form (expected: valid percent-encoding)");
    }
    return fields;
  }

  private static JsonNode parsed(byte[] bytes, String refusal) {
    try {
      return MAPPER.readTree(bytes);
    } catch (IOException e) {
      throw Refusal.badRequest(refusal);
    }
  }

  /** A body of at most 64 KiB as it is. */
  public static Future<String> smallText(HttpServerRequest request) {
    return small(request).map(body -> body.toString(StandardCharsets.UTF_8));
  }

  private static Future<Buffer> small(HttpServerRequest request) {
    Promise<Buffer> whole = Promise.promise();
    Buffer body = Buffer.buffer();
    request.exceptionHandler(whole::tryFail);
    request.endHandler(v -> whole.tryComplete(body));
    request.handler(chunk -> {
      if (body.length() + chunk.length() > SMALL) {
        whole.tryFail(new Refusal(413, "body: over " + SMALL + " bytes (limit of this path)"));
      } else {
        body.appendBuffer(chunk);
      }
    });
    return whole.future();
  }

  /**
   * Reads on and forgets, so that a client still sending sees its answer; a client that sends much
   * more is cut off.
   */
  static void discard(HttpServerRequest request) {
    if (request.isEnded()) {
      return;
    }
    long[] left = {DISCARDED};
    request.exceptionHandler(e -> left[0] = 0);
    request.endHandler(v -> {});
    request.handler(chunk -> {
      left[0] -= chunk.length();
      if (left[0] < 0) {
        request.connection().close().onFailure(e -> {});
      }
    });
    request.resume();
  }
}
