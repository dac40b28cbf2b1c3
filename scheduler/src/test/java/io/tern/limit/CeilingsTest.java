package io.tern.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tern.job.Link;
import io.tern.job.StorageName;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CeilingsTest {
  private static final StorageName ANY = new StorageName("*");
  private static final StorageName CERN = new StorageName("https://cern");
  private static final StorageName RAL = new StorageName("https://ral");

  private final Link link = new Link(CERN, RAL);

  @Test
  void whereNothingIsConfiguredNothingBinds() {
    assertThat(Ceilings.defaults().link(link)).isEqualTo(Ceilings.DEFAULT_LINK);
    assertThat(Ceilings.defaults().storage(CERN, Direction.INBOUND))
        .isEqualTo(Ceilings.DEFAULT_STORAGE);
    assertThat(Ceilings.defaults().storage(CERN, Direction.OUTBOUND))
        .isEqualTo(Ceilings.DEFAULT_STORAGE);
  }

  @Test
  void theMostExactLinkCounts() {
    Ceilings ceilings = Ceilings.defaults().with(on(ANY, ANY), 1);
    assertThat(ceilings.link(link)).isEqualTo(1);

    ceilings = ceilings.with(on(ANY, RAL), 2);
    assertThat(ceilings.link(link)).isEqualTo(2);

    ceilings = ceilings.with(on(CERN, ANY), 3);
    assertThat(ceilings.link(link)).isEqualTo(3);

    ceilings = ceilings.with(on(CERN, RAL), 4);
    assertThat(ceilings.link(link)).isEqualTo(4);
    assertThat(ceilings.link(new Link(RAL, CERN))).isEqualTo(1);
  }

  @Test
  void theMostExactFloorCountsAndThereIsNoneElsewhere() {
    Ceilings ceilings =
        Ceilings.defaults().withFloors(Map.of(new Link(ANY, RAL), 2, new Link(CERN, RAL), 5));

    assertThat(ceilings.floor(link)).isEqualTo(5);
    assertThat(ceilings.floor(new Link(RAL, RAL))).isEqualTo(2);
    assertThat(ceilings.floor(new Link(RAL, CERN))).isZero();
    assertThat(ceilings.with(on(CERN, RAL), 9).floor(link)).isEqualTo(5);
  }

  @Test
  void theNamedStorageGoesBeforeAnyAndDirectionsAreApart() {
    Ceilings ceilings =
        Ceilings.of(
            Map.of(
                new Limit.AtStorage(ANY, Direction.INBOUND), 7,
                new Limit.AtStorage(RAL, Direction.INBOUND), 0));

    assertThat(ceilings.storage(RAL, Direction.INBOUND)).isZero();
    assertThat(ceilings.storage(CERN, Direction.INBOUND)).isEqualTo(7);
    assertThat(ceilings.storage(RAL, Direction.OUTBOUND)).isEqualTo(Ceilings.DEFAULT_STORAGE);
  }

  @Test
  void aChangeLeavesTheOriginalAlone() {
    Ceilings before = Ceilings.defaults();
    before.with(on(CERN, RAL), 5);

    assertThat(before.link(link)).isEqualTo(Ceilings.DEFAULT_LINK);
  }

  @Test
  void refusesNegativeValuesAndThePool() {
    assertThatThrownBy(() -> Ceilings.defaults().with(on(CERN, RAL), -1))
        .hasMessage("max: -1 for https://cern -> https://ral (expected: >= 0)");
    assertThatThrownBy(() -> Ceilings.of(Map.of(new Limit.Pool(), 5)))
        .hasMessage("limit: the agents (expected: a storage or a link)");
  }

  private static Limit on(StorageName source, StorageName destination) {
    return new Limit.OnLink(new Link(source, destination));
  }
}
