package io.tern.loadtest.bench;

/**
 * How much is done.
 *
 * @param quick a small run that shows that the bench works; its figures are not to be quoted
 */
record Scale(boolean quick, long seed) {
  long of(long full, long small) {
    return quick ? small : full;
  }

  int of(int full, int small) {
    return quick ? small : full;
  }
}
