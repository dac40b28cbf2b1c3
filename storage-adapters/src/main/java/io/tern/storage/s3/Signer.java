package io.tern.storage.s3;

import io.tern.storage.Access;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs URLs by AWS Signature Version 4 in the query, payload unsigned ("Authenticating Requests:
 * Using Query Parameters", Amazon S3 API reference). Pure; safe for any thread.
 *
 * @param service {@code s3}, but for tests
 */
record Signer(Access.Keys keys, String region, String service) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String HMAC = "HmacSHA256";

  static Signer s3(Access.Keys keys, String region) {
    return new Signer(keys, region, "s3");
  }

  /**
   * The query that opens a request, without its question mark.
   *
   * @param path encoded as {@link Encoding#path} does it
   * @param query parameters of the request itself, decoded
   * @param headers that must come with the request as they are here, names in lower case; the host
   *     must be one of them
   */
  String query(
      String method,
      String path,
      Map<String, String> query,
      Map<String, String> headers,
      Instant now,
      Duration valid) {
    String time = TIME.format(now);
    String scope = time.substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
    Map<String, String> sorted = new TreeMap<>(headers);
    Map<String, String> all = new TreeMap<>(query);
    all.put("X-Amz-Algorithm", ALGORITHM);
    all.put("X-Amz-Credential", keys.id() + "/" + scope);
    all.put("X-Amz-Date", time);
    all.put("X-Amz-Expires", Long.toString(valid.toSeconds()));
    if (!keys.session().isEmpty()) {
      all.put("X-Amz-Security-Token", keys.session());
    }
    all.put("X-Amz-SignedHeaders", String.join(";", sorted.keySet()));
    String text = encoded(all);
    String request = canonical(method, path, text, sorted);
    String toSign = String.join("\n", ALGORITHM, time, scope, hex(sha256(request)));
    return text + "&X-Amz-Signature=" + hex(hmac(key(time.substring(0, 8)), toSign));
  }

  private static String encoded(Map<String, String> query) {
    return query.entrySet().stream()
        .map(each -> Encoding.component(each.getKey()) + "=" + Encoding.component(each.getValue()))
        .sorted()
        .collect(Collectors.joining("&"));
  }

  static String canonical(String method, String path, String query, Map<String, String> headers) {
    String lines =
        headers.entrySet().stream()
            .map(each -> each.getKey() + ":" + each.getValue().strip() + "\n")
            .collect(Collectors.joining());
    return String.join(
        "\n", method, path, query, lines, String.join(";", headers.keySet()), "UNSIGNED-PAYLOAD");
  }

  /** The signing key of a day. */
  byte[] key(String date) {
    byte[] secret = ("AWS4" + keys.secret()).getBytes(StandardCharsets.UTF_8);
    return hmac(hmac(hmac(hmac(secret, date), region), service), "aws4_request");
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
