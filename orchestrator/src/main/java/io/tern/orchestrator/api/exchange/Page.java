package io.tern.orchestrator.api.exchange;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * What {@code /config} shows, for a browser that asks for HTML before JSON: the same value,
 * indented, as text. Nothing on it runs or is fetched.
 */
final class Page {
  private static final String TEMPLATE =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <title>%1$s</title>
      <h1>%1$s</h1>
      <pre>%2$s</pre>
      </html>
      """;

  private Page() {}

  static boolean isWanted(HttpServerRequest request) {
    return request.path().contains("/config")
        && request.path().matches("/+config(/.*)?")
        && !request.method().equals(HttpMethod.POST)
        && prefersHtml(String.join(",", request.headers().getAll("Accept")));
  }

  private static boolean prefersHtml(String accept) {
    return quality(accept, "text", "html") > quality(accept, "application", "json");
  }

  /** RFC 9110, 12.5.1: that of the range which names the type most exactly. */
  private static double quality(String accept, String type, String subtype) {
    int exactest = 0;
    double quality = 0;
    for (String range : accept.toLowerCase(Locale.ROOT).split(",")) {
      String[] parts = range.strip().split("\\s*;\\s*");
      int exactness = exactness(parts[0], type, subtype);
      if (exactness > exactest) {
        exactest = exactness;
        quality = weight(parts);
      }
    }
    return quality;
  }

  private static int exactness(String range, String type, String subtype) {
    if (range.equals(type + "/" + subtype)) {
      return 3;
    }
    return range.equals(type + "/*") ? 2 : range.equals("*/*") ? 1 : 0;
  }

  private static double weight(String[] parts) {
    for (String part : parts) {
      if (part.matches("q=[01](\\.\\d{0,3})?")) {
        return Double.parseDouble(part.substring(2));
      }
    }
    return 1;
  }

  static Future<Void> answer(HttpServerRequest request, int status, Answers.Writer writer) {
    return request
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "text/html; charset=utf-8")
        .putHeader("Content-Security-Policy", "default-src 'none'")
        .putHeader("Cache-Control", "no-store")
        .end(TEMPLATE.formatted(escaped(request.path()), escaped(indented(writer))));
  }

  private static String indented(Answers.Writer writer) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = Answers.JSON.createGenerator(text).useDefaultPrettyPrinter()) {
      writer.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
