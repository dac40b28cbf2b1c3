package io.tern.loadtest.scheduling.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.Link;
import io.tern.job.Share;
import io.tern.job.StorageName;
import io.tern.loadtest.scheduling.policy.Setting;
import io.tern.share.Weights;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** FTS3's scheduler, one cycle at a time. */
class Fts3CycleTest {
  private static final StorageName A = new StorageName("https://a.example");
  private static final StorageName B = new StorageName("https://b.example");
  private static final StorageName D = new StorageName("https://d.example");
  private static final Share ATLAS = new Share("atlas", "production");
  private static final Share CMS = new Share("cms", "production");
  private static final long BYTES = 1;

  private final Setting setting =
      new Setting(
          List.of(new Link(A, D), new Link(B, D)),
          List.of(ATLAS, CMS),
          Weights.of(Map.of(ATLAS, 3.0, CMS, 1.0)));
  private final Backlogs backlogs = new Backlogs(2, 2);
  private int slots;

  @Test
  void aLinkServesOneVoInACycleDrawnByWeight() {
    int atlas = 0;
    Fts3Cycle cycle = cycle(1_000, 1);
    for (int round = 0; round < 400; round++) {
      fill(0, 0, 3, 5);
      fill(0, 1, 3, 5);
      int before = backlogs.of(0, 0);
      List<Integer> starts = cycle.starts(backlogs, counts(0, 5));
      int taken = before - backlogs.of(0, 0);

      assertThat(starts).hasSize(5);
      assertThat(taken).isIn(0, 5);
      atlas += taken == 5 ? 1 : 0;
    }

    assertThat(atlas).isBetween(260, 340);
  }

  @Test
  void onlyTheHighestPriorityOfALinkStartsThoughPlacesAreLeft() {
    fill(0, 0, 3, 5);
    fill(0, 0, 4, 2);

    assertThat(cycle(1_000, 1).starts(backlogs, counts(0, 5))).containsExactly(5, 6);
  }

  @Test
  void aStoragesLimitGoesToTheFirstLinksByNameAndInTurn() {
    fill(0, 0, 3, 5);
    fill(1, 0, 3, 5);

    assertThat(cycle(3, 1).starts(backlogs, counts(0, 5))).containsExactly(0, 5, 1);
  }

  /** Two of CMS run on the first link; for ATLAS, drawn there, the destination's limit is whole. */
  @Test
  void whatOtherVosHaveActiveDoesNotCountAgainstAStoragesLimit() {
    fill(0, 0, 3, 5);

    List<Integer> starts = cycle(3, 1).starts(backlogs, countsOfCms(2, 10));

    assertThat(starts).hasSize(3);
  }

  @Test
  void whatTheDrawnVoHasActiveCounts() {
    fill(0, 0, 3, 5);

    assertThat(cycle(3, 1).starts(backlogs, counts(2, 10))).hasSize(1);
  }

  private Fts3Cycle cycle(int storage, long seed) {
    return new Fts3Cycle(setting, new Fts3Limits(2, 130, Map.of(), storage), seed);
  }

  private void fill(int link, int share, int priority, int count) {
    for (int i = 0; i < count; i++) {
      backlogs.add(slots++, link, share, priority, BYTES);
    }
  }

  /** All that is active on the first link is the first VO's. */
  private static Fts3Cycle.Counts counts(int active, int allowed) {
    return counts(0, active, allowed);
  }

  private static Fts3Cycle.Counts countsOfCms(int active, int allowed) {
    return counts(1, active, allowed);
  }

  private static Fts3Cycle.Counts counts(int vo, int active, int allowed) {
    return new Fts3Cycle.Counts() {
      @Override
      public int active(int link, int ofVo) {
        return link == 0 && ofVo == vo ? active : 0;
      }

      @Override
      public int activeOnLink(int link) {
        return link == 0 ? active : 0;
      }

      @Override
      public int allowedOnLink(int link) {
        return allowed;
      }
    };
  }
}
