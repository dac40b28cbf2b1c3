package io.tern.cli.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** A server of Tern, spoken to by HTTP. Every failure is a {@link Trouble}. */
public final class Server {
  /** Reads and writes all JSON here. */
  public static final ObjectMapper JSON = new ObjectMapper();

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofMinutes(2);
  private static final int MOST_PORT = 65_535;

  private final HttpClient http;
  private final String base;
  private final Supplier<Optional<String>> token;

  /** Without a token. */
  public static Server at(String base) {
    return new Server(base, Optional.empty(), Optional::empty);
  }

  /**
   * @param trust whose certificates are believed; empty: Java's own
   * @param token is asked for each request, since a file may hold another one by then
   */
  Server(String base, Optional<SSLContext> trust, Supplier<Optional<String>> token) {
    String whole = checked(base);
    this.base = whole.endsWith("/") ? whole.substring(0, whole.length() - 1) : whole;
    this.token = token;
    HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(CONNECT);
    trust.ifPresent(client::sslContext);
    http = client.build();
  }

  private static String checked(String base) {
    try {
      URI url = new URI(base);
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (http && url.getHost() != null && url.getPort() <= MOST_PORT) {
        return base;
      }
    } catch (URISyntaxException e) {
      throw unusable(base);
    }
    throw unusable(base);
  }

  private static Trouble unusable(String base) {
    return new Trouble(
        Exit.USAGE, "server: " + base + " (expected: http://HOST:PORT or https://HOST:PORT)");
  }

  public JsonNode get(String path) {
    return send("GET", path, BodyPublishers.noBody());
  }

  public JsonNode delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody());
  }

  public JsonNode post(String path, JsonNode body) {
    return send("POST", path, BodyPublishers.ofString(body.toString()));
  }

  /**
   * Reads server-sent events (HTML, "Server-sent events") until the stream ends.
   *
   * @param last id of the last event that came, empty for none: goes on after it
   * @param reader is given the data of each; false ends the reading
   * @return the id of the last event
   */
  public String events(String path, String last, Predicate<String> reader) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).header("Accept", "text/event-stream");
    token.get().ifPresent(text -> show(text, request));
    if (!last.isEmpty()) {
      request.header("Last-Event-ID", last);
    }
    HttpResponse<Stream<String>> answer = answer(request.build(), BodyHandlers.ofLines());
    try (Stream<String> lines = answer.body()) {
      if (answer.statusCode() != 200) {
        throw trouble(answer.statusCode(), lines.collect(Collectors.joining()));
      }
      return read(lines.iterator(), last, reader);
    } catch (UncheckedIOException e) {
      throw new Trouble(Exit.IO, base + ": the stream broke");
    }
  }

  private static String read(Iterator<String> lines, String last, Predicate<String> reader) {
    String id = last;
    while (lines.hasNext()) {
      String line = lines.next();
      if (line.startsWith("id: ")) {
        id = line.substring(4);
      } else if (line.startsWith("data: ") && !reader.test(line.substring(6))) {
        return id;
      }
    }
    return id;
  }

  /** A text as one part of a path, or one value of a query. */
  public static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private JsonNode send(String method, String path, BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .timeout(ANSWER)
            .header("Accept", "application/json")
            .method(method, body);
    if (body.contentLength() > 0) {
      request.header("Content-Type", "application/json");
    }
    token.get().ifPresent(text -> show(text, request));
    return read(answer(request.build(), BodyHandlers.ofString()));
  }

  private URI uri(String path) {
    return URI.create(base + path);
  }

  private void show(String bearer, HttpRequest.Builder request) {
    if (!bearer.matches("[!-~]+")) {
      throw new Trouble(Exit.USAGE, "token: not shown (expected: one line of letters and signs)");
    }
    request.header("Authorization", "Bearer " + bearer);
  }

  private <T> HttpResponse<T> answer(HttpRequest request, BodyHandler<T> as) {
    try {
      return http.send(request, as);
    } catch (IOException e) {
      String why = e.getMessage() == null ? "no connection" : e.getMessage();
      throw new Trouble(Exit.IO, base + ": " + why);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Trouble(Exit.IO, "interrupted");
    }
  }

  /** An answer of several statuses (207) is not a failure of the whole. */
  private static JsonNode read(HttpResponse<String> answer) {
    int status = answer.statusCode();
    if (status < 300) {
      return parse(answer.body());
    }
    throw trouble(status, answer.body());
  }

  private static Trouble trouble(int status, String body) {
    Exit exit =
        switch (status) {
          case 401, 403 -> Exit.FORBIDDEN;
          case 404 -> Exit.NOT_FOUND;
          default -> Exit.IO;
        };
    return new Trouble(exit, status + ": " + message(body));
  }

  private static String message(String body) {
    try {
      JsonNode error = JSON.readTree(body);
      return error.path("message").asText(error.path("detail").asText(body));
    } catch (IOException e) {
      return body.isBlank() ? "no reason given" : body.strip();
    }
  }

  private static JsonNode parse(String body) {
    if (body.isBlank()) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new Trouble(Exit.IO, "the answer is no JSON: " + e.getMessage());
    }
  }
}
