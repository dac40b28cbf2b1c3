package io.tern.loadtest.bench;

import io.tern.loadtest.rig.TernNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks different questions turn by turn, so that all meet the same machine.
 *
 * @param callers who ask at the same time
 * @param warmRounds that are asked and not counted
 */
record Turns(int callers, int warmRounds, int rounds) {

  /** A question, whom it is put to, and how often in each turn. */
  record Way(String name, TernNode tern, long requests, Question question) {}

  /** All that was asked of a way, the warm-up included. */
  long asked(long requests) {
    return requests * (warmRounds + rounds);
  }

  Costs measure(List<Way> ways) throws Exception {
    Map<String, List<Double>> cpuMs = new LinkedHashMap<>();
    for (int round = 0; round < warmRounds + rounds; round++) {
      for (Way way : ways) {
        Crowd crowd = new Crowd(way.tern, callers);
        double cost = crowd.cpuMs(way.requests, crowd.idlePerSecond(), way.question);
        if (round >= warmRounds) {
          cpuMs.computeIfAbsent(way.name, name -> new ArrayList<>()).add(cost);
        }
      }
    }
    return new Costs(cpuMs);
  }
}
