package io.tern.loadtest.farm.rule;

import java.util.List;
import java.util.Optional;

/** Decides which requests go wrong, the same ones for the same seed in whatever order they come. */
public final class Faults {
  private final long seed;
  private volatile List<FaultRule> rules;

  public Faults(long seed, List<FaultRule> rules) {
    this.seed = seed;
    this.rules = List.copyOf(rules);
  }

  /** Takes {@code rules} in place of the present ones. */
  public void replace(List<FaultRule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** How many rules there are now; any thread. */
  public int rules() {
    return rules.size();
  }

  /**
   * The rule that picks a request.
   *
   * @param number of the copies to this destination, this one included; 1 for other methods
   */
  public Optional<FaultRule> pick(String method, String host, String path, int number) {
    for (int i = 0; i < rules.size(); i++) {
      FaultRule rule = rules.get(i);
      if (applies(rule, method, host, path, number) && draw(i, path, number) < rule.p()) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }

  private static boolean applies(
      FaultRule rule, String method, String host, String path, int number) {
    return rule.method().equals(method)
        && (rule.first() == 0 || number <= rule.first())
        && rule.hosts().matches(host)
        && rule.path().matches(path);
  }

  /** A number in [0, 1) that depends on its arguments alone. */
  private double draw(int rule, String path, int number) {
    long mixed = (seed * 31 + rule) * 31 + number;
    for (int i = 0; i < path.length(); i++) {
      mixed = (mixed ^ path.charAt(i)) * 0x100000001b3L;
    }
    mixed = (mixed ^ (mixed >>> 32)) * 0x9e3779b97f4a7c15L;
    return ((mixed ^ (mixed >>> 29)) >>> 11) * 0x1p-53;
  }
}
