package io.tern.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.Link;
import io.tern.job.Share;
import io.tern.job.StorageName;
import io.tern.job.Urgency;
import io.tern.limit.Direction;
import io.tern.limit.Limit;
import io.tern.schedule.Explanation;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueuedTest {
  private static final StorageName A = new StorageName("davs://a");
  private static final StorageName B = new StorageName("davs://b");
  private static final Explanation.Standing STANDING =
      new Explanation.Standing(Urgency.of(3), 2, 9, new Share("cms", "production"), 0.5);
  private static final Explanation.Standing DATED =
      new Explanation.Standing(
          new Urgency(3, Instant.parse("2026-11-29T12:00:00Z").toEpochMilli()),
          2,
          9,
          new Share("cms", "production"),
          0.5);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pool    | 100 | 100 | 2147483647 | agents          | All 100 places of the agents are taken.",
        "pool    |   0 |   0 | 2147483647 | no-agent        | No agent is there to take it.",
        "link    |   5 |   5 |          9 | link-window     | 5 of 5 places on link davs://a -> davs://b are taken or kept: as many as it has been found to bear.",
        "link    |   9 |   9 |          9 | link-ceiling    | 9 of 9 places on link davs://a -> davs://b are taken or kept: the most that operators allow.",
        "storage |  16 |  16 |        200 | storage-window  | 16 of 16 places into davs://b are taken or kept: as many as it has been found to bear.",
        "storage | 200 | 200 |        200 | storage-ceiling | 200 of 200 places into davs://b are taken or kept: the most that operators allow.",
        "storage |   4 |   0 |        200 | breaker         | Copies into davs://b have failed one after another: one is let in every 30 s, to see.",
        "storage |   4 |   0 |          0 | storage-ceiling | An operator allows nothing into davs://b.",
        "link    |   0 |   0 |          0 | link-ceiling    | An operator allows nothing on link davs://a -> davs://b.",
      })
  void namesWhatBinds(
      String limit, int used, int places, int ceiling, String code, String sentence) {
    Explanation full = new Explanation.Full(limit(limit), used, places, STANDING);

    assertThat(Queued.of(full, ceiling).getFirst()).isEqualTo(new Reason(code, sentence));
  }

  private static Limit limit(String name) {
    return switch (name) {
      case "pool" -> new Limit.Pool();
      case "link" -> new Limit.OnLink(new Link(A, B));
      default -> new Limit.AtStorage(B, Direction.INBOUND);
    };
  }

  @Test
  void tellsThePlaceInTheShareToo() {
    assertThat(Queued.of(new Explanation.InTurn(STANDING), 0))
        .containsExactly(
            new Reason("in-turn", "Places are free: it starts when its turn comes."),
            new Reason(
                "share",
                "Of its share cms/production (weight 0.5000), 2 of 9 on its link go before it, with"
                    + " priority 3."));
    assertThat(Queued.of(new Explanation.InTurn(DATED), 0).getLast().sentence())
        .endsWith("go before it, with priority 3 and deadline 2026-11-29T12:00:00Z.");
    assertThat(Queued.of(new Explanation.NoSpace(B, STANDING), 0).getFirst())
        .isEqualTo(
            new Reason(
                "no-space",
                "davs://b has said that it has no room for cms: one copy is let in from time to"
                    + " time, to see."));
    assertThat(Queued.of(new Explanation.Closed(A, Direction.OUTBOUND, STANDING), 0).getFirst())
        .isEqualTo(new Reason("closed", "Nothing starts out of davs://a now."));
    assertThat(Queued.of(new Explanation.NotWaiting(), 0)).isEmpty();
  }
}
