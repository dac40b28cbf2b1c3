package io.tern.loadtest.identity;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An issuer of tokens on loopback, signed with RS256 as those of WLCG's issuers are. It publishes
 * its key (OpenID Connect Discovery 1.0, section 4) and counts who asks for it.
 */
public final class Issuer implements AutoCloseable {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final String HEADER =
      encoded("{\"alg\":\"RS256\",\"kid\":\"run\",\"typ\":\"JWT\"}");
  private static final Duration LIFE = Duration.ofHours(6);

  private final HttpServer server;
  private final KeyPair keys = Credential.keys();
  private final String audience;
  private final AtomicInteger asked = new AtomicInteger();

  /**
   * @param audience of its tokens
   */
  public Issuer(String audience) throws IOException {
    this.audience = audience;
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.createContext(
        "/.well-known/openid-configuration", exchange -> answer(exchange, document()));
    server.createContext(
        "/keys",
        exchange -> {
          asked.incrementAndGet();
          answer(exchange, keySet());
        });
    server.start();
  }

  /** As its tokens name it. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** How often its keys were asked for. */
  public int asked() {
    return asked.get();
  }

  /**
   * A token of {@code subject}.
   *
   * @param jti makes it another token than all others of that subject
   */
  public String token(String subject, String jti) throws GeneralSecurityException {
    long now = Instant.now().getEpochSecond();
    String claims =
        """
        {"iss":"%s","sub":"%s","aud":"%s","jti":"%s","iat":%d,"nbf":%d,"exp":%d,\
        "wlcg.ver":"1.0","wlcg.groups":["/cms","/cms/production"],"scope":"fts storage.read:/"}\
        """
            .formatted(url(), subject, audience, jti, now, now, now + LIFE.toSeconds());
    String signed = HEADER + "." + encoded(claims);
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(keys.getPrivate());
    signature.update(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + BASE64.encodeToString(signature.sign());
  }

  private static String encoded(String json) {
    return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private String document() {
    return "{\"issuer\":\"%s\",\"jwks_uri\":\"%skeys\"}".formatted(url(), url());
  }

  private String keySet() {
    RSAPublicKey key = (RSAPublicKey) keys.getPublic();
    return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"kid\":\"run\",\"n\":\"%s\",\"e\":\"%s\"}]}"
        .formatted(unsigned(key.getModulus()), unsigned(key.getPublicExponent()));
  }

  /** RFC 7518, section 2: without a byte for the sign. */
  private static String unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int from = bytes[0] == 0 ? 1 : 0;
    return BASE64.encodeToString(Arrays.copyOfRange(bytes, from, bytes.length));
  }

  private static void answer(HttpExchange exchange, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
