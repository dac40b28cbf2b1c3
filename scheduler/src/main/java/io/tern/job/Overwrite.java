package io.tern.job;

/** When an existing destination may be replaced; the letter is FTS's {@code overwrite_flag}. */
public enum Overwrite {
  NEVER(""),
  ALWAYS("Y"),
  ON_RETRY("R"),
  /** Multi-hop: on every hop but the last. */
  ON_HOPS("M"),
  /** Only when the existing copy is on disk and not on tape. */
  WHEN_ONLY_ON_DISK("D"),
  ON_HOPS_AND_WHEN_ONLY_ON_DISK("Q");

  private final String letter;

  Overwrite(String letter) {
    this.letter = letter;
  }

  public String letter() {
    return letter;
  }
}
