package io.tern.ledger;

import io.tern.job.StorageName;
import io.tern.setting.StorageRule;
import io.tern.setting.StorageRule.ThirdPartyCopy;
import org.jspecify.annotations.Nullable;

/** What an operator says of a storage, and nothing of the rest. */
record StorageWish(
    @Nullable Boolean skipEviction, @Nullable ThirdPartyCopy tpc, @Nullable Boolean overwriteDisk) {

  StorageRule of(StorageName storage) {
    return new StorageRule(
        storage,
        StorageRule.Most.UNSET,
        StorageRule.Most.UNSET,
        null,
        null,
        null,
        null,
        null,
        null,
        skipEviction,
        tpc,
        overwriteDisk,
        null);
  }
}
