package io.tern.orchestrator.security.token;

import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

/** Any header and any claims of a token, with any signature. */
public final class TokenFuzz {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final TokenRules RULES = new TokenRules(Set.of("https://tern.example.org"));
  private static final long NOW = 1_800_000_000_000L;

  private TokenFuzz() {}

  /**
   * A token is read or refused.
   *
   * @param data a token as it is, or its header and claims with a line between them
   */
  public static void fuzzerTestOneInput(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    read(text);
    int line = text.indexOf('\n');
    if (line >= 0) {
      read(encoded(text.substring(0, line)) + "." + encoded(text.substring(line + 1)) + ".AAAA");
    }
  }

  private static String encoded(String text) {
    return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void read(String token) {
    try {
      JWTClaimsSet claims = TokenVerifier.claimsOf(TokenVerifier.parse(token));
      StorageToken storage = StorageToken.parse(token);
      boolean unused =
          storage.isFor("se.example.org") && storage.permits(StorageToken.Use.READ, "/a/b");
      Claims checked = RULES.check(claims, NOW);
      if (checked.issuer().isEmpty() && checked.subject().isBlank()) {
        throw new AssertionError("of nobody: " + checked);
      }
    } catch (TokenRefused e) {
      // As it should be.
    }
  }
}
