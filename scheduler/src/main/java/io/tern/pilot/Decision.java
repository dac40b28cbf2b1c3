package io.tern.pilot;

/** What a judgement made of a window. */
public enum Decision {
  GROWN,
  SHRUNK,
  HELD;

  static Decision of(int before, int after) {
    return after > before ? GROWN : after < before ? SHRUNK : HELD;
  }
}
