package io.tern.schedule;

import io.tern.job.Link;
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
  private final List<OnLink> onLinks = new ArrayList<>();
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

  ShareStanding standing(int share, int waiting, int running) {
    Stake stake = stake(share);
    return new ShareStanding(
        stake.share(), weights.names(stake.share()), stake.weight(), waiting, running);
  }

  int count() {
    return stakes.size();
  }

  /** What a share weighs on one link alone. */
  Stake stakeOn(Link link, int share) {
    Stake stake = new Stake(stake(share).share(), weights.on(link, stake(share).share()));
    onLinks.add(new OnLink(link, stake));
    return stake;
  }

  private record OnLink(Link link, Stake stake) {}

  void weights(Weights weights) {
    this.weights = weights;
    onLinks.forEach(on -> on.stake().weight(weights.on(on.link(), on.stake().share())));
    stakes.forEach(stake -> stake.weight(weights.of(stake.share())));
  }
}
