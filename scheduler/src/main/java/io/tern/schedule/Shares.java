package io.tern.schedule;

import io.tern.job.Share;
import io.tern.share.Stake;
import io.tern.share.Weights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every share met so far, by index, and what each weighs. */
final class Shares {
  private final Map<Share, Integer> indices = new HashMap<>();
  private final List<Stake> stakes = new ArrayList<>();
  private Weights weights = Weights.equal();

  int index(Share share) {
    Integer known = indices.get(share);
    if (known != null) {
      return known;
    }
    stakes.add(new Stake(share, weights.of(share)));
    indices.put(share, stakes.size() - 1);
    return stakes.size() - 1;
  }

  Stake stake(int share) {
    return stakes.get(share);
  }

  int count() {
    return stakes.size();
  }

  void weights(Weights weights) {
    this.weights = weights;
    stakes.forEach(stake -> stake.weight(weights.of(stake.share())));
  }
}
