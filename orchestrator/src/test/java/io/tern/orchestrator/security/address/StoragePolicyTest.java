package io.tern.orchestrator.security.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoragePolicyTest {
  private final StoragePolicy policy =
      new StoragePolicy(
          new AddressRules(List.of()),
          Map.of(
              "cms", List.of("https://*.cern.ch/eos/cms/", "davs://se.cms.org/store"),
              "ops", List.of("*://*.org/")));

  @ParameterizedTest
  @CsvSource({
    "cms, https, eos.cern.ch, /eos/cms/f, true",
    "cms, https, a.b.cern.ch, //eos//cms/f, true",
    "cms, davs, se.cms.org, /store/f, true",
    "cms, https, eos.cern.ch, /eos/atlas/f, false",
    "cms, https, eos.cern.ch, /eos/cmsx/f, false",
    "cms, https, cern.ch, /eos/cms/f, false",
    "cms, https, evilcern.ch, /eos/cms/f, false",
    "cms, https, eos.cern.ch.evil.org, /eos/cms/f, false",
    "cms, http, eos.cern.ch, /eos/cms/f, false",
    "cms, davs, se.cms.org, /storeroom/f, false",
    "cms, https, eos.cern.ch, /eos/cms/../atlas/f, false",
    "cms, https, eos.cern.ch, /eos/cms/%2e%2E/atlas/f, false",
    "cms, https, eos.cern.ch, /eos/cms/x%2f..%2f..%2fatlas/f, false",
    "cms, https, eos.cern.ch, /eos/cms/.., false",
    "cms, https, eos.cern.ch, /eos/cms/..;/atlas/f, false",
    "cms, https, eos.cern.ch, /eos/cms/..;x=1/atlas/f, false",
    "cms, https, eos.cern.ch, /eos/cms/..%3B/atlas/f, false",
    "cms, https, eos.cern.ch, /eos/cms/..%00/atlas/f, false",
    "cms, https, eos.cern.ch, /eos/cms/%252e%252E%252fatlas/f, false",
    "cms, https, eos.cern.ch, /eos/cms/.%2525252e/atlas/f, false",
    "cms, https, eos.cern.ch, /eos/cms/..x/f, true",
    "cms, https, eos.cern.ch, /eos/cms/x..;y/f, true",
    "cms, https, eos.cern.ch, /eos/cms/a..b/f, true",
    "ops, root, any.org, /x, true",
    "ops, root, any.com, /x, false",
    "dune, https, eos.cern.ch, /eos/cms/f, false"
  })
  void letsAVoNameItsOwnStorages(String vo, String scheme, String host, String path, boolean may) {
    assertThat(policy.refusal(vo, scheme, host, -1, path).isEmpty()).isEqualTo(may);
  }

  @Test
  void hasAListForTheOthers() {
    StoragePolicy open =
        new StoragePolicy(
            new AddressRules(List.of()),
            Map.of("*", List.of("https://any.org/"), "cms", List.of()));

    assertThat(open.refusal("dune", "https", "any.org", -1, "/f")).isEmpty();
    assertThat(open.refusal("cms", "https", "any.org", -1, "/f"))
        .contains("storage: not one that the VO cms may use here");
  }

  @ParameterizedTest
  @ValueSource(strings = {"eos.cern.ch", "https://", "https:///path", "https://host", "://host/x"})
  void refusesAnEntryThatNamesNoStorage(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> StoragePrefix.parse(text));
  }
}
