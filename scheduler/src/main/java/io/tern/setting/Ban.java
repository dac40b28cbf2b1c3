package io.tern.setting;

import io.tern.job.StorageName;

/** Who or what takes part in nothing. */
public sealed interface Ban extends Setting {
  /** What becomes of transfers that a ban meets; FTS's names. */
  enum Status {
    /** They are cancelled, and new ones are refused. */
    CANCEL,
    /** They wait until the ban is over, and new ones are refused. */
    WAIT,
    /** They wait until the ban is over, and new ones wait too. */
    WAIT_AS
  }

  Status status();

  /** Seconds after which it ends by itself, 0 for never. */
  int timeoutS();

  /** Why, for people. */
  String message();

  /** Nothing is read from it or written to it, for a VO or for {@link Global#ANY}. */
  record OfStorage(StorageName storage, String vo, Status status, int timeoutS, String message)
      implements Ban {
    public OfStorage {
      Rule.word("storage", storage.value());
      Rule.named("vo", vo);
      Rule.notNegative("timeout", timeoutS);
      Rule.text("message", message);
    }

    @Override
    public String name() {
      return nameOf(storage, vo);
    }

    public static String nameOf(StorageName storage, String vo) {
      return "ban-storage/" + storage + " " + vo;
    }
  }

  /** Nothing is done for a user. */
  record OfUser(String dn, Status status, int timeoutS, String message) implements Ban {
    public OfUser {
      Rule.named("user_dn", dn);
      Rule.notNegative("timeout", timeoutS);
      Rule.text("message", message);
    }

    @Override
    public String name() {
      return nameOf(dn);
    }

    public static String nameOf(String dn) {
      return "ban-user/" + dn;
    }
  }
}
