package io.tern.storage.webdav;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.storage.Access;
import io.tern.storage.Storage.Wanted;
import io.tern.storage.http.Endpoint;
import io.tern.storage.http.Headers;
import io.tern.storage.http.TokenRule;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectsTest {
  private static final Endpoint DOOR = Endpoint.of("https://door.site.example/f");

  @ParameterizedTest
  @CsvSource({
    "Server, XrootD/v5.5.3, XROOTD",
    "Server, xrootd, XROOTD",
    "Server, dCache/9.2.5, DCACHE",
    "Server, Apache/2.4, PLAIN",
    "Server, nginx/1.22.1, PLAIN",
    "Server, Jetty, OTHER",
    "Locality, DISK, STORM",
    "Location, https://fst:1/f?cap.sym=x&cap.msg=y, EOS",
    "Date, today, "
  })
  void isLearnedFromHeaders(String header, String value, Dialect expected) {
    assertThat(Dialect.of(MultiMap.caseInsensitiveMultiMap().add(header, value)))
        .isEqualTo(Optional.ofNullable(expected));
  }

  @Test
  void whatShowsSeldomIsNotForgottenForWhatShowsAlways() {
    assertThat(Dialect.XROOTD.outweighs(Dialect.EOS)).isFalse();
    assertThat(Dialect.OTHER.outweighs(Dialect.STORM)).isFalse();
    assertThat(Dialect.PLAIN.outweighs(Dialect.STORM)).isFalse();
    assertThat(Dialect.DCACHE.outweighs(Dialect.XROOTD)).isTrue();
    assertThat(Dialect.EOS.outweighs(Dialect.XROOTD)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "https://disk.site.example/f, true",
    "https://disk.site.example.evil.test/f, false",
    "https://notsite.example/f, false",
    "http://disk.site.example/f, false",
  })
  void aTokenFollowsOnlyInsideTheDomainAndOnlyOverTls(String next, boolean follows) {
    Headers headers = Headers.of(Access.bearer("TOKEN"));

    assertThat(headers.redirected(DOOR, Endpoint.of(next), insideTheDomain()) == headers)
        .isEqualTo(follows);
  }

  /** As the dialect needs it, so that only the policy and TLS decide. */
  private static TokenRule insideTheDomain() {
    return (from, next) -> Dialects.share(List.of("site.example"), from, next);
  }

  @ParameterizedTest
  @CsvSource({
    "ADLER32,adler32,adler=1",
    "SHA-256,sha-256,sha-256=1",
    "SHA1,sha,sha=1",
    "MD5,md5,md5=1"
  })
  void asksForDigestsInTheRegisteredNames(String algorithm, String wanted, String representation) {
    assertThat(Digests.wanted(new Wanted(algorithm))).isEqualTo(wanted);
    assertThat(Digests.wantedOfRepresentation(new Wanted(algorithm))).isEqualTo(representation);
  }
}
