package io.tern.loadtest.scheduling.trace;

/** How transfers come. */
public sealed interface Demand {
  /**
   * Each share always has as many waiting on each link.
   *
   * @param depth transfers waiting on a link, over all its shares
   */
  record Saturating(int depth) implements Demand {}

  /**
   * Transfers come by chance, at a rate that is a part of what each share may have of each link by
   * the share-fair bound.
   *
   * @param part of the bound's bytes
   */
  record Steady(double part) implements Demand {}
}
