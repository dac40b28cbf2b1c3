package io.tern.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.Link;
import io.tern.job.StorageName;
import io.tern.setting.Settings;
import io.tern.setting.Settings.Written;
import io.tern.setting.StorageRule;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OnDiskTest {
  private static final StorageName A = new StorageName("davs://a");
  private static final StorageName B = new StorageName("davs://b");
  private static final Link LINK = new Link(A, B);

  private Settings settings = Settings.NONE;

  private void set(
      StorageName storage, @Nullable Boolean skipEviction, @Nullable Boolean overwrite) {
    StorageRule rule = new StorageWish(skipEviction, null, overwrite).of(storage);
    settings = settings.after(Map.of(rule.name(), Optional.of(new Written<>(rule, "x", 0))));
  }

  @Test
  void sourcesLeaveAndDestinationsStayWhereNothingIsSet() {
    assertThat(OnDisk.of(settings, LINK)).isEqualTo(new OnDisk(false, false));
  }

  @Test
  void theSourceSaysWhetherItStaysAndTheDestinationWhetherItIsReplaced() {
    set(A, true, false);
    set(B, false, true);
    assertThat(OnDisk.of(settings, LINK)).isEqualTo(new OnDisk(true, true));

    set(A, false, true);
    set(B, true, false);
    assertThat(OnDisk.of(settings, LINK)).isEqualTo(new OnDisk(false, false));
  }

  @Test
  void whatIsSetForAllCountsWhereAStorageSaysNothing() {
    set(new StorageName("*"), true, true);
    set(B, null, false);

    assertThat(OnDisk.of(settings, LINK)).isEqualTo(new OnDisk(true, false));
  }
}
