package io.tern.orchestrator.api.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tern.job.StorageName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** FTS REST, section 2.2. */
class TransferUrlTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://h.cern.ch/a",
        "davs://H.Cern.CH:443/a/b?x=y",
        "HTTPS://h/a",
        "root://h:1094//store/x",
        "mock://with_underscore:80/x?size=1",
        "https://[2001:db8::1]:8443/a",
        "s3s://bucket.s3.cern.ch/key#part",
      })
  void namesTheSameStorageAsStorageNameDoes(String url) {
    assertThat(TransferUrl.parse(url).storage()).isEqualTo(StorageName.ofUrl(url).value());
  }

  /** Texts out of which another reader may take another host. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://a\\@b/x",
        "https://a@b@c\\/x",
        "https://user@h:8443/a",
        "https://user:secret@h/a",
        "https://@h/a",
        "https://h:80:81/x",
        "https://h:port/x",
        "https://h h/x",
        "https://h\u0000/x",
        "https://ｈ/x",
        "https://[::1/x",
      })
  void refusesHostsThatCouldBeReadInTwoWays(String url) {
    assertThatThrownBy(() -> TransferUrl.parse(url))
        .hasMessageStartingWith("Invalid value within the request: ");
  }
}
