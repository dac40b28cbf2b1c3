package io.tern.loadtest.scheduling.measure;

import io.tern.loadtest.scheduling.plant.Plant;
import io.tern.loadtest.scheduling.policy.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long urgent transfers wait after others of their share, less urgent, have got a place at the
 * same destination: the time for which priorities are inverted. A place that another share is owed
 * was none that they could have had.
 */
final class Urgency {
  static final int URGENT = 5;

  private static final long NOT_PASSED = -1;

  private final Plant plant;
  private final Map<Integer, Map<Integer, Long>> passedMs = new HashMap<>();
  private final List<Long> inversionsMs = new ArrayList<>();

  Urgency(Plant plant) {
    this.plant = plant;
  }

  /** A destination and a share, as one number. */
  private int key(int link, Request request) {
    return plant.paths().get(link).destination() + request.share() * plant.storages().size();
  }

  void queued(Request request) {
    if (request.priority() == URGENT) {
      passedMs
          .computeIfAbsent(key(request.links()[0], request), any -> new HashMap<>())
          .put(request.slot(), NOT_PASSED);
    }
  }

  void started(int link, Request request, long nowMs) {
    Map<Integer, Long> waiting = passedMs.isEmpty() ? null : passedMs.get(key(link, request));
    if (waiting == null) {
      return;
    }
    if (request.priority() != URGENT) {
      waiting.replaceAll((slot, passed) -> passed == NOT_PASSED ? nowMs : passed);
      return;
    }
    Long passed = waiting.remove(request.slot());
    if (passed != null) {
      inversionsMs.add(passed == NOT_PASSED ? 0 : nowMs - passed);
    }
  }

  /** Seconds, at the 95th percentile; what still waits at the end of a run counts to it. */
  double p95S(long endMs) {
    List<Long> all = new ArrayList<>(inversionsMs);
    passedMs
        .values()
        .forEach(waiting ->
            waiting.values().stream()
                .filter(passed -> passed != NOT_PASSED)
                .forEach(passed -> all.add(endMs - passed)));
    all.sort(null);
    return all.isEmpty() ? 0 : all.get((int) (0.95 * (all.size() - 1))) / 1000.0;
  }
}
