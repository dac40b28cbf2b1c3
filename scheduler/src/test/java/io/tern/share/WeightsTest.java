package io.tern.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tern.job.Link;
import io.tern.job.Share;
import io.tern.job.StorageName;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightsTest {
  @Test
  void allWeighTheSameUntilConfigured() {
    assertThat(Weights.equal().of(new Share("atlas", "user"))).isEqualTo(1);
  }

  @Test
  void theMostExactEntryCounts() {
    Weights weights =
        Weights.of(
            Map.of(
                new Share("atlas", "production"), 70.0,
                new Share("atlas", "*"), 20.0,
                new Share("*", "production"), 5.0,
                new Share("*", "*"), 0.5));

    assertThat(weights.of(new Share("atlas", "production"))).isEqualTo(70);
    assertThat(weights.of(new Share("atlas", "user"))).isEqualTo(20);
    assertThat(weights.of(new Share("cms", "production"))).isEqualTo(5);
    assertThat(weights.of(new Share("cms", "user"))).isEqualTo(0.5);
  }

  @Test
  void refusesWeightsThatWouldStarveOrStarveOthers() {
    Share share = new Share("cms", "user");
    for (double weight : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> Weights.of(Map.of(share, weight)))
          .hasMessage("weight: " + weight + " for cms/user (expected: finite and > 0)");
    }
  }

  @Test
  void aLinksOwnWeightsOfVosCountThereInsteadOfTheirWeightsEverywhere() {
    Link link = new Link(new StorageName("davs://a"), new StorageName("davs://b"));
    Link other = new Link(new StorageName("davs://b"), new StorageName("davs://a"));
    Weights weights =
        Weights.of(Map.of(new Share("atlas", "*"), 4.0, new Share("atlas", "express"), 8.0))
            .withLinks(Map.of(link, Map.of("atlas", 3.0, "*", 0.5)));

    assertThat(weights.on(link, new Share("atlas", "user"))).isEqualTo(3);
    assertThat(weights.on(link, new Share("atlas", "express"))).isEqualTo(6);
    assertThat(weights.on(link, new Share("cms", "user"))).isEqualTo(0.5);
    assertThat(weights.on(other, new Share("atlas", "user"))).isEqualTo(4);
  }
}
