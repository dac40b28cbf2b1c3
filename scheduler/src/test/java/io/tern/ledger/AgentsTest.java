package io.tern.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgentsTest {
  private static final AgentId FIRST = new AgentId("agent", "0001-1");
  private static final AgentId SECOND = new AgentId("agent", "0002-1");

  private static final Capacity TEN = new Capacity(10, 10);

  private final Agents agents = new Agents(330_000, 15_000);

  private long behind(AgentId id, long sentMs, long nowMs) {
    var unused = agents.heard(id, TEN, false, nowMs);
    return agents.behind(id, sentMs).orElseThrow();
  }

  @Test
  void aSilentAgentIsNotHeardLongBeforeItsLeaseEnds() {
    var unused = agents.heard(FIRST, TEN, false, 0);
    unused = agents.heard(new AgentId("other", "0001-1"), TEN, false, 10_000);

    assertThat(agents.heard(15_000)).isEqualTo(2);
    assertThat(agents.heard(15_001)).isEqualTo(1);
    assertThat(agents.size()).as("whose leases run").isEqualTo(2);
  }

  @Test
  void aClockIsAsFarBehindAsTheQuickestRecordTells() {
    assertThat(behind(FIRST, 1_000, 50_300)).isEqualTo(49_300);
    assertThat(behind(FIRST, 2_000, 51_020)).isEqualTo(49_020);
    assertThat(behind(FIRST, 3_000, 54_900)).as("a late one").isEqualTo(49_020);
  }

  @Test
  void aClockThatRunsSlowerIsFollowed() {
    long first = behind(FIRST, 0, 1_000_000);
    long last = 0;
    for (long minute = 1; minute <= 60; minute++) {
      last = behind(FIRST, minute * 59_994, 1_000_000 + minute * 60_000);
    }

    assertThat(first).isEqualTo(1_000_000);
    assertThat(last)
        .as("6 ms a minute, of 20 minutes ago at most")
        .isBetween(1_000_240L, 1_000_360L);
  }

  @Test
  void eachLifeOfAnAgentHasAClockOfItsOwn() {
    var unused = behind(FIRST, 900_000, 50_000);

    assertThat(behind(SECOND, 10, 60_000)).isEqualTo(59_990);
    assertThat(agents.behind(FIRST, 900_500)).as("of a life that is over").isEmpty();
  }

  @Test
  void copiesAndTapesHavePlacesOfTheirOwn() {
    var unused = agents.heard(FIRST, new Capacity(1, 2), false, 0);
    agents.carries(FIRST, Task.COPY, 0);
    agents.carries(FIRST, Task.BRING_ONLINE, 0);
    assertThat(agents.withRoom(Task.COPY, 0)).isNull();
    assertThat(agents.withRoom(Task.WATCH_ARCHIVE, 0)).isEqualTo(FIRST);

    agents.carries(FIRST, Task.WATCH_ARCHIVE, 0);
    agents.rid(FIRST, Task.COPY);

    assertThat(agents.withRoom(Task.COPY, 0)).isEqualTo(FIRST);
    assertThat(agents.withRoom(Task.BRING_ONLINE, 0)).isNull();
  }

  @Test
  void whoHasMostRoomOfAKindIsTaken() {
    AgentId other = new AgentId("other", "0001-1");
    var unused = agents.heard(FIRST, new Capacity(10, 10), false, 0);
    unused = agents.heard(other, new Capacity(10, 20), false, 0);
    agents.carries(FIRST, Task.COPY, 0);
    agents.carries(other, Task.BRING_ONLINE, 0);

    assertThat(agents.withRoom(Task.COPY, 0)).isEqualTo(other);
    assertThat(agents.withRoom(Task.BRING_ONLINE, 0)).isEqualTo(FIRST);
  }
}
