package io.tern.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tern.job.Link;
import io.tern.job.StorageName;
import io.tern.setting.Settings.Written;
import io.tern.setting.StorageRule.Most;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static final StorageName ANY = new StorageName("*");
  private static final StorageName CERN = new StorageName("davs://cern");
  private static final StorageName RAL = new StorageName("davs://ral");

  @Test
  void theMostExactRuleOfALinkHolds() {
    Settings settings = of(rule("all", ANY, ANY), rule("to", ANY, RAL), rule("from", CERN, ANY));

    assertThat(settings.link(new Link(CERN, RAL))).map(LinkRule::symbolicName).contains("from");
    assertThat(settings.link(new Link(RAL, RAL))).map(LinkRule::symbolicName).contains("to");
    assertThat(settings.link(new Link(RAL, CERN))).map(LinkRule::symbolicName).contains("all");
    assertThat(settings.exactLink(new Link(CERN, RAL))).isEmpty();
  }

  @Test
  void whatAStorageDoesNotSayTheRuleForAllSays() {
    Settings settings =
        of(
            StorageRule.unset(ANY).withMost(new Most(7, 1.5), new Most(8, null)),
            StorageRule.unset(CERN).withMost(new Most(9, null), Most.UNSET));

    StorageRule cern = settings.storage(CERN);

    assertThat(cern.storage()).isEqualTo(CERN);
    assertThat(cern.inbound()).isEqualTo(new Most(9, 1.5));
    assertThat(cern.outbound()).isEqualTo(new Most(8, null));
  }

  @Test
  void whatAVoDoesNotSayTheServerSays() {
    Settings settings =
        of(
            new Global("*", 3, 24, null, null, true, null, true),
            new Global("atlas", 5, null, null, null, null, null, null));

    assertThat(settings.global("atlas"))
        .isEqualTo(new Global("atlas", 5, 24, null, null, true, null, true));
    assertThat(settings.global("cms").retry()).isEqualTo(3);
  }

  @Test
  void aVosOwnBanGoesBeforeTheBanOfAll() {
    Settings settings =
        of(
            new Ban.OfStorage(CERN, "*", Ban.Status.CANCEL, 0, ""),
            new Ban.OfStorage(CERN, "atlas", Ban.Status.WAIT_AS, 0, ""));

    assertThat(settings.ban(CERN, "atlas").map(ban -> ban.setting().status()))
        .contains(Ban.Status.WAIT_AS);
    assertThat(settings.ban(CERN, "cms").map(ban -> ban.setting().status()))
        .contains(Ban.Status.CANCEL);
    assertThat(settings.ban(RAL, "cms")).isEmpty();
  }

  @Test
  void aGrantOfEverythingGrantsEachOperation() {
    Settings settings = of(new Access.Grant("/CN=a", "config"), new Access.Grant("/CN=b", "*"));

    assertThat(settings.isGranted("/CN=a", "config")).isTrue();
    assertThat(settings.isGranted("/CN=a", "admin")).isFalse();
    assertThat(settings.isGranted("/CN=b", "admin")).isTrue();
  }

  @Test
  void aChangeMakesAnotherAndLeavesTheFirstAsItWas() {
    Settings before = of(new DrainedHost("one"));

    Settings after = before.after(Map.of(DrainedHost.nameOf("one"), Optional.empty()));

    assertThat(before.isDrained("one")).isTrue();
    assertThat(after.isDrained("one")).isFalse();
    assertThat(after).isEqualTo(Settings.NONE);
  }

  @Test
  void secretsShowNowhere() {
    Setting cloud =
        new Access.CloudStorage("S3:s3.cern.ch", "key", Sealed.of(new byte[] {42}), null);

    assertThat(cloud.toString()).doesNotContain("42").contains("***");
    assertThat(((Access.CloudStorage) cloud.withoutSecrets()).appSecret().isNothing()).isTrue();
  }

  @Test
  void whatCannotBeIsRefusedByItsField() {
    assertThatThrownBy(() -> new LinkRule("x", CERN, RAL, 5, 4, null, null, null, null))
        .hasMessage("min_active: 5 (expected: at most max_active, 4)");
    assertThatThrownBy(() -> new Weight.OfVo(CERN, RAL, "atlas", Double.NaN))
        .hasMessage("share: NaN (expected: 0 to 1000000)");
    assertThatThrownBy(() -> new DrainedHost("a\nb")).hasMessageContaining("hostname");
    assertThatThrownBy(() -> StorageRule.unset(new StorageName("davs://a b")))
        .hasMessageContaining("storage: davs://a b");
  }

  private static LinkRule rule(String name, StorageName source, StorageName destination) {
    return new LinkRule(name, source, destination, 2, 4, null, null, null, null);
  }

  private static Settings of(Setting... settings) {
    Map<String, Optional<Written<?>>> all = new HashMap<>();
    for (Setting setting : settings) {
      all.put(setting.name(), Optional.of(new Written<>(setting, "operator", 1)));
    }
    return Settings.NONE.after(all);
  }
}
