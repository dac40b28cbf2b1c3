package io.tern.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.storage.Access;
import io.tern.storage.Location;
import io.tern.storage.http.HttpSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AWS's published examples. */
class SignerTest {
  private static final Access.Keys EXAMPLE =
      new Access.Keys("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

  /** Amazon S3 API reference, "Authenticating Requests: Using Query Parameters". */
  @Test
  void signsThePresignedUrlOfTheApiReference() {
    String query =
        Signer.s3(EXAMPLE, "us-east-1")
            .query(
                "GET",
                "/test.txt",
                Map.of(),
                Map.of("host", "examplebucket.s3.amazonaws.com"),
                Instant.parse("2013-05-24T00:00:00Z"),
                Duration.ofSeconds(86_400));

    assertThat(query)
        .isEqualTo(
            "X-Amz-Algorithm=AWS4-HMAC-SHA256"
                + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                + "&X-Amz-Signature="
                + "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
  }

  /** The session's token is signed with the rest, and must stand in the order of names. */
  @Test
  void signsTheTokenOfASession() {
    Access.Keys keys = new Access.Keys(EXAMPLE.id(), EXAMPLE.secret(), "a/b=");
    Map<String, String> headers = Map.of("host", "s3.example");
    Instant now = Instant.parse("2013-05-24T00:00:00Z");

    String with = Signer.s3(keys, "r").query("GET", "/f", Map.of(), headers, now, Duration.ZERO);
    String without =
        Signer.s3(EXAMPLE, "r").query("GET", "/f", Map.of(), headers, now, Duration.ZERO);

    assertThat(with)
        .contains("&X-Amz-Expires=0&X-Amz-Security-Token=a%2Fb%3D&X-Amz-SignedHeaders=host&");
    assertThat(without).doesNotContain("Security-Token");
    assertThat(signature(with)).isNotEqualTo(signature(without));
  }

  private static String signature(String query) {
    return query.substring(query.indexOf("X-Amz-Signature="));
  }

  /** AWS General Reference, "Deriving the signing key". */
  @Test
  void derivesTheSigningKeyOfTheGeneralReference() {
    Access.Keys keys = new Access.Keys("x", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

    assertThat(HexFormat.of().formatHex(new Signer(keys, "us-east-1", "iam").key("20120215")))
        .isEqualTo("f4780e2d9f65fa895f9c67b32ce1baf0b0d8a43505a000a1a9e090d414db404d");
  }

  @ParameterizedTest
  @CsvSource({
    "/a b, /a%20b",
    "/a%20b, /a%20b",
    "/a+b, /a%2Bb",
    "/a%2fb, /a/b",
    "/ä~*, /%C3%A4~%2A"
  })
  void spellsAPathInOneWay(String path, String expected) {
    assertThat(Encoding.path(path)).isEqualTo(expected);
  }

  @Test
  void knowsBucketsInThePathAndInTheHost() {
    S3Settings settings =
        new S3Settings(
            HttpSettings.DEFAULT,
            Map.of(
                "s3.example", new S3Settings.Account(Optional.of(EXAMPLE), "eu-1", true),
                "path.example", new S3Settings.Account(Optional.of(EXAMPLE), "eu-1", false)),
            S3Settings.LARGEST);

    S3Object virtual = S3Object.of(Location.open("s3s://bucket.s3.example/k/e%20y"), settings);
    S3Object path = S3Object.of(Location.open("s3://path.example:9000/bucket/key"), settings);

    assertThat(virtual.bucketAndKey()).isEqualTo("/bucket/k/e%20y");
    assertThat(virtual.presigned("GET", Duration.ofHours(1)))
        .startsWith("https://bucket.s3.example/k/e%20y?X-Amz-Algorithm=AWS4-HMAC-SHA256&");
    assertThat(path.bucketAndKey()).isEqualTo("/bucket/key");
    assertThat(path.presigned("PUT", Duration.ofHours(1)))
        .startsWith("http://path.example:9000/bucket/key?X-Amz-Algorithm=");
    assertThat(virtual.isBesides(S3Object.of(Location.open("s3s://other.s3.example/x"), settings)))
        .isTrue();
    assertThat(virtual.isBesides(path)).isFalse();
  }
}
