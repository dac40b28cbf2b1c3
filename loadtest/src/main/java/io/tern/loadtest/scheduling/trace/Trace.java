package io.tern.loadtest.scheduling.trace;

import io.tern.job.Share;
import io.tern.share.Weights;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A workload and what befalls the plant under it.
 *
 * @param failure probability that an attempt fails for no reason of its own
 * @param campaigns with deadlines, on top of the demand; null for none
 */
public record Trace(
    String name,
    List<Community> communities,
    Demand demand,
    double failure,
    List<Incident> incidents,
    @Nullable Campaigns campaigns) {
  public Trace {
    communities = List.copyOf(communities);
    incidents = List.copyOf(incidents);
    if (communities.isEmpty()) {
      throw new IllegalArgumentException("trace " + name + " has no communities");
    }
    if (failure < 0 || failure >= 1) {
      throw new IllegalArgumentException("failure: " + failure + " (expected: [0, 1))");
    }
  }

  /** The shares of its communities, each once. */
  public List<Share> shares() {
    return communities.stream().map(Community::share).distinct().toList();
  }

  /** The weights of its shares, which policies are configured with. */
  public Weights weights() {
    Map<Share, Double> weights =
        communities.stream()
            .collect(Collectors.toMap(Community::share, Community::weight, (one, same) -> one));
    return Weights.of(weights);
  }
}
