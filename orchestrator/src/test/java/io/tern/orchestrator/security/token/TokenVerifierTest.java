package io.tern.orchestrator.security.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.Future;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TokenVerifierTest {
  private static final RSAKey KEY = Issuer.rsa("k1");
  private static final RSAKey FOREIGN = Issuer.rsa("k1");
  private static final long NOW = 1_700_000_000_000L;

  private final Issuer issuer = new Issuer(KEY);
  private long now = NOW;
  private final TokenVerifier verifier =
      new TokenVerifier(
          List.of(Issuer.URL), new TokenRules(Set.of(Issuer.AUDIENCE)), issuer, () -> now);

  @Test
  void saysWhatAGoodTokenSays() {
    Claims claims = verifier.verify(Issuer.signed(KEY, Issuer.claims(now))).result();

    assertThat(claims)
        .isEqualTo(
            new Claims(
                Issuer.URL,
                "alice",
                List.of("fts", "storage.read:/"),
                List.of("/cms/production", "/cms"),
                List.of(Issuer.AUDIENCE),
                NOW + 3_660_000,
                "1.0"));
  }

  @Test
  void believesEllipticCurvesAndKeysWithoutAName() {
    ECKey curve = Issuer.ec("e1");
    issuer.publish(KEY, curve);
    JWSHeader.Builder unnamed = new JWSHeader.Builder(JWSAlgorithm.RS256);

    assertThat(verifier.verify(Issuer.signed(curve, Issuer.claims(now))).succeeded()).isTrue();
    assertThat(verifier.verify(Issuer.signed(KEY, unnamed, Issuer.claims(now))).succeeded())
        .isTrue();
  }

  @Test
  void looksAtASignatureOnceAndAtTheClockEachTime() {
    String token = Issuer.signed(KEY, Issuer.claims(now));

    Claims first = verifier.verify(token).result();
    Claims second = verifier.verify(token).result();
    now += Duration.ofMinutes(62).toMillis();
    Future<Claims> late = verifier.verify(token);

    assertThat(second).isSameAs(first);
    assertThat(late.cause()).hasMessageStartingWith("exp: expired at ");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attacks")
  void refuses(String attack, String token, String reason) {
    Future<Claims> verified = verifier.verify(token);

    assertThat(verified.cause()).isInstanceOf(TokenRefused.class).hasMessageContaining(reason);
    assertThat(issuer.asked()).as("times that the issuer was asked").isLessThanOrEqualTo(1);
  }

  static Stream<Arguments> attacks() throws Exception {
    String good = Issuer.signed(KEY, Issuer.claims(NOW));
    String[] parts = good.split("\\.");
    return Stream.of(
        attack(
            "no signature at all", new PlainJWT(Issuer.claims(NOW).build()).serialize(), "token"),
        attack("alg none, signature kept", header("{'alg':'none'}") + rest(parts), "token"),
        attack("alg None", header("{'alg':'None'}") + rest(parts), "alg"),
        attack(
            "alg nOnE with an empty signature",
            header("{'alg':'nOnE'}") + "." + parts[1] + ".",
            "token"),
        attack("no alg", header("{'typ':'JWT'}") + rest(parts), "token"),
        attack(
            "HS256 with the public key as secret",
            confused(KEY.toRSAPublicKey().getEncoded()),
            "alg"),
        attack(
            "HS256 with the published key's text",
            confused(KEY.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)),
            "alg"),
        attack("PS256, not on the list", header("{'alg':'PS256','kid':'k1'}") + rest(parts), "alg"),
        attack(
            "ES256 named over an RSA signature",
            header("{'alg':'ES256','kid':'k1'}") + rest(parts),
            "signature"),
        attack(
            "psychic signature",
            header("{'alg':'ES256'}") + "." + parts[1] + "." + zeros(),
            "signature"),
        attack("signature cut off", parts[0] + "." + parts[1] + ".", "token"),
        attack(
            "signature of another token",
            parts[0] + "." + other().split("\\.")[1] + "." + parts[2],
            "signature"),
        attack("one bit of the signature", flipped(good), "signature"),
        attack(
            "a key of the same name that is not the issuer's",
            signed(FOREIGN, c -> c),
            "signature"),
        attack("kid that the issuer has not", kid("k2"), "signature"),
        attack("kid with a path", kid("../../../../dev/null"), "signature"),
        attack("kid with SQL", kid("x' UNION SELECT 'key"), "signature"),
        attack("kid of 300 characters", kid("k".repeat(300)), "kid"),
        attack("jku of the attacker", jku(), "signature"),
        attack("x5u of the attacker", x5u(), "signature"),
        attack("its own key in the header", embedded(), "signature"),
        attack("an unknown critical header", critical(), "signature"),
        attack("typ of something else", typ("dpop+jwt"), "signature"),
        attack("another issuer", signed(KEY, c -> c.issuer("https://evil.example.org/")), "iss"),
        attack(
            "issuer without its slash",
            signed(KEY, c -> c.issuer("https://iam.example.org")),
            "iss"),
        attack(
            "issuer in other case", signed(KEY, c -> c.issuer("https://IAM.example.org/")), "iss"),
        attack(
            "issuer with user info",
            signed(KEY, c -> c.issuer("https://iam.example.org@evil/")),
            "iss"),
        attack("no issuer", signed(KEY, c -> c.issuer(null)), "iss"),
        attack(
            "another audience", signed(KEY, c -> c.audience("https://storage.example.org")), "aud"),
        attack(
            "an audience that begins alike",
            signed(KEY, c -> c.audience(Issuer.AUDIENCE + ".evil.org")),
            "aud"),
        attack("no audience", signed(KEY, c -> c.audience((String) null)), "aud"),
        attack(
            "any audience", signed(KEY, c -> c.audience("https://wlcg.cern.ch/jwt/v1/any")), "aud"),
        attack("expired", signed(KEY, c -> c.expirationTime(new Date(NOW - 60_000))), "exp"),
        attack("without an end", signed(KEY, c -> c.expirationTime(null)), "exp"),
        attack("not yet valid", signed(KEY, c -> c.notBeforeTime(new Date(NOW + 61_000))), "nbf"),
        attack("no subject", signed(KEY, c -> c.subject(null)), "sub"),
        attack("a subject of lines", signed(KEY, c -> c.subject("alice\nroot")), "sub"),
        attack("an endless subject", signed(KEY, c -> c.subject("a".repeat(256))), "sub"),
        attack(
            "a profile of another age", signed(KEY, c -> c.claim("wlcg.ver", "2.0")), "wlcg.ver"),
        attack("scopes as a list", signed(KEY, c -> c.claim("scope", List.of("fts"))), "scope"),
        attack(
            "groups as numbers",
            signed(KEY, c -> c.claim("wlcg.groups", List.of(1, 2))),
            "wlcg.groups"),
        attack("oversized", signed(KEY, c -> c.claim("pad", "x".repeat(20_000))), "limit"),
        attack(
            "claims that are no object",
            header("{'alg':'RS256'}") + "." + base64("[]") + "." + parts[2],
            ""),
        attack("encrypted instead of signed", "a.b.c.d.e", "token"),
        attack("not a token", "secret", "token"),
        attack("nothing", "", "token"),
        attack("dots", "..", "token"),
        attack("a second header name", header("{'alg':'RS256','alg':'none'}") + rest(parts), ""),
        attack("deep JSON", Base64URL.encode("[".repeat(9_000)) + rest(parts), "token"));
  }

  private static Arguments attack(String name, String token, String reason) {
    return Arguments.of(name, token, reason);
  }

  private static String signed(RSAKey key, UnaryOperator<JWTClaimsSet.Builder> change) {
    return Issuer.signed(key, change.apply(Issuer.claims(NOW)));
  }

  private static JWSHeader.Builder rs256() {
    return new JWSHeader.Builder(JWSAlgorithm.RS256);
  }

  private static String foreign(JWSHeader.Builder header) {
    return Issuer.signed(FOREIGN, header, Issuer.claims(NOW));
  }

  private static String kid(String kid) {
    return foreign(rs256().keyID(kid));
  }

  private static String jku() {
    return foreign(rs256().keyID("evil").jwkURL(URI.create("https://evil.example.org/keys")));
  }

  private static String x5u() {
    return foreign(rs256().keyID("k1").x509CertURL(URI.create("https://evil.example.org/c.pem")));
  }

  private static String embedded() {
    return foreign(rs256().jwk(FOREIGN.toPublicJWK()));
  }

  private static String typ(String type) {
    return Issuer.signed(
        KEY, rs256().keyID("k1").type(new JOSEObjectType(type)), Issuer.claims(NOW));
  }

  private static String critical() {
    return Issuer.signed(
        KEY,
        rs256().keyID("k1").criticalParams(Set.of("exp")).customParams(Map.of("exp", 1)),
        Issuer.claims(NOW));
  }

  private static String confused(byte[] secret) throws JOSEException {
    SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), Issuer.claims(NOW).build());
    token.sign(new MACSigner(secret));
    return token.serialize();
  }

  private static String other() {
    return Issuer.signed(KEY, Issuer.claims(NOW).subject("root"));
  }

  private static String flipped(String token) {
    int at = token.length() - 20;
    char other = token.charAt(at) == 'A' ? 'B' : 'A';
    return token.substring(0, at) + other + token.substring(at + 1);
  }

  private static String header(String json) {
    return base64(json.replace('\'', '"'));
  }

  private static String rest(String[] parts) {
    return "." + parts[1] + "." + parts[2];
  }

  private static String base64(String text) {
    return Base64URL.encode(text).toString();
  }

  private static String zeros() {
    return Base64URL.encode(new byte[64]).toString();
  }

  @Test
  void takesNoWeakKeyFromAnIssuer() throws Exception {
    RSAKey weak = new RSAKeyGenerator(1024, true).keyID("weak").generate();
    issuer.publish(KEY, weak);
    JWSHeader.Builder named = rs256().keyID("weak");
    SignedJWT token = new SignedJWT(named.build(), Issuer.claims(NOW).build());
    token.sign(new com.nimbusds.jose.crypto.RSASSASigner(weak.toPrivateKey(), true));

    assertThat(verifier.verify(token.serialize()).cause()).isInstanceOf(TokenRefused.class);
  }
}
