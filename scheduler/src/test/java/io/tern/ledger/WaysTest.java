package io.tern.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.Link;
import io.tern.job.StorageName;
import io.tern.setting.Global;
import io.tern.setting.Setting;
import io.tern.setting.Settings;
import io.tern.setting.Settings.Written;
import io.tern.setting.StorageRule.ThirdPartyCopy;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaysTest {
  private static final StorageName A = new StorageName("davs://a");
  private static final StorageName B = new StorageName("davs://b");
  private static final Link LINK = new Link(A, B);

  private Settings settings = Settings.NONE;

  private void set(Setting setting) {
    settings = settings.after(Map.of(setting.name(), Optional.of(new Written<>(setting, "x", 0))));
  }

  private void set(StorageName storage, ThirdPartyCopy tpc) {
    set(new StorageWish(null, tpc, null).of(storage));
  }

  @Test
  void areAllOpenWhereNothingIsSet() {
    assertThat(Ways.of(settings, LINK, "cms")).isEqualTo(new Ways(true, true, true));
  }

  /** FTS's table of copy modes. */
  @ParameterizedTest
  @CsvSource({
    "FULL, FULL, true, true",
    "PUSH, PULL, true, true",
    "PULL, FULL, true, false",
    "NONE, PULL, true, false",
    "FULL, PUSH, false, true",
    "PUSH, NONE, false, true",
    "PULL, PUSH, false, false",
    "NONE, NONE, false, false"
  })
  void areWhatBothStoragesMayBe(
      ThirdPartyCopy source, ThirdPartyCopy destination, boolean pull, boolean push) {
    set(A, source);
    set(B, destination);

    assertThat(Ways.of(settings, LINK, "cms")).isEqualTo(new Ways(pull, push, true));
  }

  @Test
  void areThoseOfAllStoragesForOneThatSaysNothing() {
    set(new StorageName("*"), ThirdPartyCopy.NONE);
    set(B, ThirdPartyCopy.PULL);

    assertThat(Ways.of(settings, LINK, "cms")).isEqualTo(new Ways(true, false, true));
  }

  @Test
  void leadNotThroughTheAgentForAVoThatMayNot() {
    set(new Global("cms", null, null, null, null, true, null, null));

    assertThat(Ways.of(settings, LINK, "cms").streamed()).isFalse();
    assertThat(Ways.of(settings, LINK, "atlas").streamed()).isTrue();
  }
}
