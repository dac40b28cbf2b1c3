package io.tern.ledger;

import io.tern.setting.Settings.Written;
import org.jspecify.annotations.Nullable;

/**
 * A setting holds from this step on, or holds no more. It is kept apart from the journal, and again
 * with what was before for an audit.
 *
 * @param before null: it was not set
 * @param after null: it is set no more
 */
public record SettingChanged(
    String name, @Nullable Written<?> before, @Nullable Written<?> after, String by, long atMs) {
  /** What one costs a step: itself, and its line in the audit. */
  static final int RECORDS = 2;
}
