package io.tern.window;

/**
 * How freely copies flow: bytes they moved, over bytes that they would have moved had nothing held
 * them up; those that ran ahead make up for those that fell behind. Set-up and verification count
 * on neither side, so that small files are not taken for congestion.
 */
public final class Ease {
  private double moved;
  private double possible;

  /**
   * @param moved bytes in some time of flow
   * @param possible bytes in the same time at the link's own speed
   */
  public void add(double moved, double possible) {
    this.moved += moved;
    this.possible += possible;
  }

  /** 0..1; 1 while nothing is known. */
  public double value() {
    return possible > 0 ? Math.min(1, moved / possible) : 1;
  }

  /**
   * Lets what was seen so far count less.
   *
   * @param keep 0..1
   */
  public void fade(double keep) {
    moved *= keep;
    possible *= keep;
  }
}
