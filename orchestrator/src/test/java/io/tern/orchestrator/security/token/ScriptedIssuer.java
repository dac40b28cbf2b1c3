package io.tern.orchestrator.security.token;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * An issuer over HTTP that exchanges any token and takes each refresh token once, unless a test
 * says what to answer; notes what it was asked.
 */
public final class ScriptedIssuer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ECKey key = Issuer.ec("k");
  private final LongSupplier clockMs;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
  private final Set<String> refreshTokens = ConcurrentHashMap.newKeySet();
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile Supplier<String> tokens = () -> token("storage.read:/", Duration.ofHours(1));

  /** What somebody has asked at the token endpoint. */
  public record Asked(String authorization, List<String> form) {
    public boolean is(String grantType) {
      return form.contains("grant_type=" + grantType);
    }
  }

  private record Answer(int status, String json) {}

  /**
   * @param clockMs wall time
   */
  public ScriptedIssuer(LongSupplier clockMs) throws IOException {
    this.clockMs = clockMs;
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/.well-known/openid-configuration",
        exchange ->
            answer(
                exchange,
                new Answer(
                    200,
                    "{\"issuer\":\"%s\",\"token_endpoint\":\"%stoken\"}".formatted(url(), url()))));
    server.createContext("/token", this::token);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** A token of this issuer; without audiences for any storage. */
  public String token(String scope, Duration life, String... audiences) {
    long now = clockMs.getAsLong();
    return Issuer.signed(
        key,
        new JWTClaimsSet.Builder()
            .issuer(url())
            .subject("alice")
            .jwtID("t" + numbers.incrementAndGet())
            .claim("scope", scope)
            .audience(List.of(audiences))
            .expirationTime(new Date(now + life.toMillis())));
  }

  /** What it gives from now on. */
  public void gives(Supplier<String> accessTokens) {
    tokens = accessTokens;
  }

  /** What it answers next, once, instead of what it would. */
  public void answersOnce(int status, String json) {
    script.add(new Answer(status, json));
  }

  /** Lets requests wait for {@link #resume}. */
  public void pause() {
    gate = new CountDownLatch(1);
  }

  public void resume() {
    gate.countDown();
  }

  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  public int mostAtOnce() {
    return mostAtOnce.get();
  }

  private void token(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    answer(exchange, consider(new Asked(authorization, form(body))));
  }

  private Answer consider(Asked now) {
    mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    try {
      asked.add(now);
      gate.await();
      Answer scripted = script.poll();
      return scripted == null ? given(now) : scripted;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(500, "");
    } finally {
      atOnce.decrementAndGet();
    }
  }

  private static List<String> form(String body) {
    return Arrays.stream(body.split("&", -1))
        .map(field -> URLDecoder.decode(field, StandardCharsets.UTF_8))
        .toList();
  }

  private Answer given(Asked asking) {
    if (asking.is("refresh_token")
        && asking.form().stream().noneMatch(field -> refreshTokens.remove(value(field)))) {
      return new Answer(400, "{\"error\":\"invalid_grant\",\"error_description\":\"used before\"}");
    }
    String refresh = "refresh-token-number-" + numbers.incrementAndGet();
    refreshTokens.add(refresh);
    return new Answer(
        200,
        "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"refresh_token\":\"%s\"}"
            .formatted(tokens.get(), refresh));
  }

  private static String value(String field) {
    return field.substring(field.indexOf('=') + 1);
  }

  private static void answer(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = answer.json.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    resume();
    server.stop(0);
    threads.shutdownNow();
  }
}
