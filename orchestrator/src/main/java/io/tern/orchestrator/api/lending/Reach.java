package io.tern.orchestrator.api.lending;

import java.util.List;
import java.util.function.ToLongFunction;

/** Until when some file of a submission can still be opened at both ends. */
final class Reach {
  /** Of what needs no token, or one that is renewed. */
  static final long ALWAYS = Long.MAX_VALUE;

  private long latestMs;

  /**
   * One more file.
   *
   * @param sources names of the tokens that open it, any of which will do; without a name it is
   *     open to anybody
   * @param endMs when the token of a name expires
   */
  void file(List<String> sources, List<String> destinations, ToLongFunction<String> endMs) {
    long open = Math.min(latest(sources, endMs), latest(destinations, endMs));
    latestMs = Math.max(latestMs, open);
  }

  private static long latest(List<String> names, ToLongFunction<String> endMs) {
    long latest = names.isEmpty() ? ALWAYS : 0;
    for (String name : names) {
      latest = Math.max(latest, endMs.applyAsLong(name));
    }
    return latest;
  }

  /** Unix time; 0 if there is no end to it. */
  long endMs() {
    return latestMs == ALWAYS ? 0 : latestMs;
  }
}
