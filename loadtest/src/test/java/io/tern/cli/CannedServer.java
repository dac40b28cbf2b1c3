package io.tern.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers as it was told to, in turn, the last answer for ever; remembers what it was asked. */
public final class CannedServer implements AutoCloseable {
  private final HttpServer server;
  private final String url;
  private final Map<String, Deque<Answer>> answers = new HashMap<>();
  private final List<String> asked = new ArrayList<>();

  private record Answer(int status, String body) {}

  public CannedServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    url = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Also when it is closed. */
  public String url() {
    return url;
  }

  /** What is answered to the next request of that kind. */
  public CannedServer on(String request, int status, String body) {
    answers.computeIfAbsent(request, r -> new ArrayDeque<>()).add(new Answer(status, body));
    return this;
  }

  /** Requests with their bodies and tokens, in order. */
  public List<String> asked() {
    return asked;
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String token = exchange.getRequestHeaders().getFirst("Authorization");
    String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
    asked.add(
        request
            + (body.isEmpty() ? "" : " " + body)
            + (token == null ? "" : " " + token)
            + (last == null ? "" : " after " + last));
    Deque<Answer> known = answers.getOrDefault(request, new ArrayDeque<>());
    Answer answer = known.size() > 1 ? known.remove() : known.peek();
    send(exchange, answer == null ? new Answer(404, "{\"message\":\"no such thing\"}") : answer);
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
