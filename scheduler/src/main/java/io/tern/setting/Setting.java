package io.tern.setting;

/**
 * One thing that an operator has set. What is absent is null. A setting replaces the one of its
 * name; the name is its key wherever settings are kept.
 */
public sealed interface Setting
    permits Access,
        Ban,
        DrainedHost,
        Global,
        LinkRule,
        LinkRule.FixedActive,
        Order,
        StorageRule,
        StorageRule.StagingLimit,
        Weight {

  /**
   * A word for the kind, a slash, and what it is about, parts with a space between: unlike for
   * unlike things, since no part but the last has spaces.
   */
  String name();

  /** The same without what only its owner may read, even sealed: for an audit. */
  default Setting withoutSecrets() {
    return this;
  }
}
