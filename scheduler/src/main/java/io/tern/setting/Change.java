package io.tern.setting;

/** What an operator asks of the settings. */
public sealed interface Change {
  String name();

  /** It holds from now on, instead of the one of its name. */
  record Put(Setting setting) implements Change {
    @Override
    public String name() {
      return setting.name();
    }
  }

  /** Holds no more; nothing if there is none of this name. */
  record Remove(String name) implements Change {
    public Remove {
      Rule.named("setting", name);
    }
  }
}
