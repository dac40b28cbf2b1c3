package io.tern.orchestrator.security.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.orchestrator.security.token.StorageToken.Use;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageTokenTest {
  @ParameterizedTest
  @CsvSource({
    "se.org, se.org, true",
    "SE.org:8443, se.org, true",
    "https://se.org, se.org, true",
    "https://se.org:8443/data, se.org, true",
    "'[::1]:8443', '[::1]', true",
    "https://wlcg.cern.ch/jwt/v1/any, se.org, true",
    "ANY, se.org, true",
    "se.org.evil, se.org, false",
    "https://evil/se.org, se.org, false",
    "https://evil/?x=://se.org, se.org, false",
    "org, se.org, false",
    "'', se.org, false"
  })
  void isForTheHostThatItsAudienceNames(String audience, String host, boolean is) {
    StorageToken token = new StorageToken("iss", List.of(), false, List.of(audience), 0);

    assertThat(token.isFor(host)).isEqualTo(is);
  }

  @ParameterizedTest
  @CsvSource({
    "storage.read:/store, READ, /cms/store/f, true",
    "storage.read:/store, READ, /cms//store//f, true",
    "storage.read:/store, READ, /cms/storehouse/f, false",
    "storage.read:/, READ, /f, true",
    "read, READ, /f, true",
    "storage.read:/, WRITE, /f, false",
    "storage.create:/f, WRITE, /f, true",
    "write:/a, WRITE, /b/f, false",
    "openid, READ, /f, false"
  })
  void permitsWhatACapabilityNames(String scope, Use use, String path, boolean does) {
    StorageToken token = new StorageToken("iss", List.of(scope), false, List.of(), 0);

    assertThat(token.permits(use, path)).isEqualTo(does);
  }
}
