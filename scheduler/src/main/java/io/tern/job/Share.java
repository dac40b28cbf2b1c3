package io.tern.job;

/** What fairness is measured over: an activity of a virtual organisation. */
public record Share(String vo, String activity) {
  @Override
  public String toString() {
    return vo + "/" + activity;
  }
}
