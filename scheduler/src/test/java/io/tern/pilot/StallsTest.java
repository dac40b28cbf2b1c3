package io.tern.pilot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.FailureClass;
import io.tern.job.Side;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which copies are said to stall, and when: virtual seconds, all from seeds. */
class StallsTest {
  private static final double FAST = 100e6;
  private static final double DEAD = 0;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aCopyThatCrawlsBesideOthersIsFoundWithinAMinuteAndAHalf(long seed) {
    Crawl crawl = new Crawl(seed);
    Crawl.Copy sick = crawl.copy("a", "b", FAST);
    crawl.copy("a", "b", FAST);
    crawl.run(60);
    sick.rate = 10e3;

    crawl.run(55);
    assertThat(crawl.stalls).isEmpty();
    crawl.run(35);

    assertThat(crawl.stalls).extracting(Stall::slot).containsOnly(sick.slot);
    assertThat(crawl.stalls.getFirst().failure().failureClass()).isEqualTo(FailureClass.STALLED);
    assertThat(crawl.stalls.getFirst().failure().side()).isEqualTo(Side.TRANSFER);
    assertThat(crawl.stalls.getFirst().failure().message()).contains("in 6", "expected: at least");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aCopyThatIsMerelySlowIsLeftAlone(long seed) {
    Crawl crawl = new Crawl(seed);
    Crawl.Copy fast = crawl.copy("a", "b", FAST);
    Crawl.Copy slow = crawl.copy("a", "c", 2e6);
    crawl.run(60);
    fast.rate = 1e6;
    slow.rate = 0.1e6;

    crawl.run(1_200);

    assertThat(crawl.stalls).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whereNobodyMovesAnyMoreIsWhereItLies(long seed) {
    Crawl crawl = new Crawl(seed);
    Crawl.Copy one = crawl.copy("a", "hole", FAST);
    Crawl.Copy other = crawl.copy("b", "hole", FAST);
    crawl.copy("a", "c", FAST);
    crawl.copy("b", "c", FAST);
    crawl.run(60);
    one.rate = DEAD;
    other.rate = DEAD;

    crawl.run(90);

    assertThat(crawl.stalls)
        .extracting(stall -> stall.failure().side())
        .hasSizeGreaterThan(1)
        .containsOnly(Side.DESTINATION);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void nobodyStallsWhileNobodyIsHeard(long seed) {
    Crawl crawl = new Crawl(seed);
    Crawl.Copy one = crawl.copy("a", "b", FAST);
    Crawl.Copy other = crawl.copy("a", "c", FAST);
    crawl.run(60);
    one.rate = DEAD;
    other.rate = DEAD;
    crawl.run(600);
    crawl.second += 600;
    one.rate = FAST;
    other.rate = FAST;

    crawl.run(120);

    assertThat(crawl.stalls).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void beforeTheFirstByteAndAfterTheLastItIsTheAgentsBusiness(long seed) {
    Crawl crawl = new Crawl(seed);
    crawl.copy("a", "b", FAST);
    crawl.copy("a", "b", DEAD);
    Crawl.Copy verified = crawl.copy("a", "b", FAST, 1_000_000_000, 5);
    crawl.run(60);
    verified.rate = DEAD;

    crawl.run(600);

    assertThat(crawl.stalls).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aLinkWhoseMarkersComeSeldomHasMorePatience(long seed) {
    Crawl crawl = new Crawl(seed);
    crawl.copy("a", "b", FAST);
    Crawl.Copy seldom = crawl.copy("a", "c", FAST, Crawl.ENDLESS, 70);
    crawl.run(1_200);
    assertThat(crawl.stalls).isEmpty();

    seldom.rate = DEAD;
    crawl.run(400);

    assertThat(crawl.stalls).extracting(Stall::slot).containsOnly(seldom.slot);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void isToldAgainUntilItEndsOrIsExcused(long seed) {
    Crawl crawl = new Crawl(seed);
    crawl.copy("a", "b", FAST);
    Crawl.Copy sick = crawl.copy("a", "b", FAST);
    crawl.run(60);
    sick.rate = DEAD;
    crawl.run(100);
    assertThat(crawl.stalls).hasSizeBetween(2, 5);

    crawl.stalls.clear();
    crawl.pilot.spare(sick.slot);
    crawl.run(50);
    assertThat(crawl.stalls).isEmpty();
    crawl.run(40);
    assertThat(crawl.stalls).isNotEmpty();

    crawl.stalls.clear();
    crawl.end(sick.slot);
    crawl.run(100);
    assertThat(crawl.stalls).isEmpty();
  }
}
