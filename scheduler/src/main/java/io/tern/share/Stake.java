package io.tern.share;

import io.tern.job.Share;

/** A share and what it weighs now, the same object at every line it stands in. */
public final class Stake {
  private static final double NEW = 0.05;

  private final Share share;
  private double weight;
  private double fileBytes = Cost.UNKNOWN_BYTES;
  private boolean sized;

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

  /** The mean size of those of its files whose size came to be known late, as far as is known. */
  public double fileBytes() {
    return fileBytes;
  }

  /** The size of a file of which nobody knew it when it was charged. */
  public void sized(long bytes) {
    fileBytes = sized ? fileBytes + NEW * (bytes - fileBytes) : bytes;
    sized = true;
  }

  /** Counts for what is charged from now on. */
  public void weight(double weight) {
    this.weight = weight;
  }
}
