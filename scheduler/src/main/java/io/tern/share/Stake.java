package io.tern.share;

import io.tern.job.Share;

/** A share and what it weighs now, the same object at every line it stands in. */
public final class Stake {
  private final Share share;
  private double weight;

  public Stake(Share share, double weight) {
    this.share = share;
    this.weight = weight;
  }

  public Share share() {
    return share;
  }

  public double weight() {
    return weight;
  }

  /** Counts for what is charged from now on. */
  public void weight(double weight) {
    this.weight = weight;
  }
}
