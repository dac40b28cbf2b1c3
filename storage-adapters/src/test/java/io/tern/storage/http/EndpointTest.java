package io.tern.storage.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

  @ParameterizedTest
  @CsvSource({
    "davs://H.example/a,               true,  h.example, 443,  /a",
    "dav://h:8080//a%20b?x=%41#frag,   false, h,         8080, //a%20b?x=%41",
    "https://u:p@h:1,                  true,  h,         1,    /",
    "http://[::1]:80/?q,               false, ::1,       80,   /?q",
    "http://h?q=1,                     false, h,         80,   /?q=1",
  })
  void takesAUrlApartWithoutReencodingIt(
      String url, boolean tls, String host, int port, String target) {
    assertThat(Endpoint.of(url)).isEqualTo(new Endpoint(tls, host, port, target));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"root://h/f", "h/f", "http:///f", "http://h:0/f", "http://h:x/", "http://h/a b"})
  void refusesWhatItCannotAsk(String url) {
    assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.of(url));
  }

  @ParameterizedTest
  @CsvSource({
    "https://h/f,            true",
    "davs://h/f,             true",
    "http://127.0.0.7:80/f,  true",
    "http://[::1]/f,         true",
    "http://localhost/f,     true",
    "http://h/f,             false",
    "http://127.evil.org/f,  false",
    "dav://10.0.0.1/f,       false",
  })
  void knowsWhereOthersMayListen(String url, boolean confidential) {
    assertThat(Endpoint.of(url).isConfidential()).isEqualTo(confidential);
  }

  @Test
  void tellsStoragesHttpUrlsOnly() {
    assertThat(Endpoint.httpUrl("davs://h/f?x")).isEqualTo("https://h/f?x");
    assertThat(Endpoint.httpUrl("dav://h/f")).isEqualTo("http://h/f");
    assertThat(Endpoint.httpUrl("root://h//f")).isEqualTo("root://h//f");
  }

  @Test
  void neverFollowsFromHttpsToHttp() {
    Endpoint door = Endpoint.of("https://door.example/f");

    assertThat(Redirect.follow(door, "/g?x=%2F", 0).url())
        .isEqualTo("https://door.example:443/g?x=%2F");
    assertThat(Redirect.follow(door, "https://disk.example:1094//f", 0).sameStorage(door))
        .isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Redirect.follow(door, "http://door.example/f", 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Redirect.follow(door, "https://door.example/f", Redirect.MAX_HOPS));
  }
}
