package io.tern.orchestrator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;

/** The statuses and media types that {@code openapi.json} names for each operation. */
final class Described {
  private static final JsonNode DOCUMENT = read();

  private Described() {}

  /** Holds an answer against the document; those to no operation of it pass. */
  static void check(Call call, Reply reply) {
    String path = call.target().replaceFirst("[?#].*", "").replaceAll("/{2,}", "/");
    for (Map.Entry<String, JsonNode> described : DOCUMENT.path("paths").properties()) {
      if (path.matches(described.getKey().replaceAll("\\{\\w+}", "[^/]+"))) {
        check(described.getValue().path(method(call)), call, reply);
        return;
      }
    }
  }

  private static String method(Call call) {
    return call.method().equals("HEAD") ? "get" : call.method().toLowerCase(Locale.ROOT);
  }

  private static void check(JsonNode operation, Call call, Reply reply) {
    if (operation.isMissingNode()) {
      return;
    }
    JsonNode named = operation.path("responses").path(Integer.toString(reply.status()));
    String answer = call.method() + " " + call.target() + ": " + reply.statusLine();
    assertThat(named.isObject()).as(answer + " is not in openapi.json").isTrue();
    JsonNode types = resolved(named).path("content");
    String type = reply.headers().get("content-type");
    assertThat(type == null ? types.isEmpty() : types.has(type))
        .as("%s: %s (expected: of %s)", answer, type, types)
        .isTrue();
  }

  private static JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? DOCUMENT.at(node.path("$ref").asText().substring(1)) : node;
  }

  private static JsonNode read() {
    String file = "/io/tern/orchestrator/api/v1/openapi.json";
    try (InputStream in = Described.class.getResourceAsStream(file)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
