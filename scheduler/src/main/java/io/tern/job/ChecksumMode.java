package io.tern.job;

/** Which sides' checksums a job asks to be compared (FTS: {@code verify_checksum}). */
public enum ChecksumMode {
  NONE('n'),
  SOURCE('s'),
  TARGET('t'),
  BOTH('b');

  private final char letter;

  ChecksumMode(char letter) {
    this.letter = letter;
  }

  /** The letter that FTS stores. */
  public char letter() {
    return letter;
  }

  public boolean source() {
    return this == SOURCE || this == BOTH;
  }

  public boolean target() {
    return this == TARGET || this == BOTH;
  }
}
