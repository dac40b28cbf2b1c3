package io.tern.loadtest.farm.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FarmRulesTest {
  private static final String YAML =
      """
      seed: 7
      storages:
        - {hosts: "127.1.0.2", dialect: storm, latency_ms: 3, in_bytes_per_s: 1.0e6, marker_ms: 100}
        - {out_bytes_per_s: 2.0e6, max_copies: 9, strict_parents: true}
      links:
        - {sources: "127.1.0.*", destinations: "127.1.0.2", bytes_per_s: 3.0e6}
        - {bytes_per_s: 4.0e6}
      faults:
        - {fail: reset, path: "/out/*", p: 0.25, at: 0.1}
        - {fail: server_error, method: head, hosts: "127.1.0.1", status: 500}
      """;

  @Test
  void everyKeyArrivesWhereItBelongs() {
    FarmRules rules = FarmRules.parse(YAML);

    StorageRule storm = rules.storage("127.1.0.2");
    assertThat(storm.dialect()).isEqualTo(DialectName.STORM);
    assertThat(storm.latencyMs()).isEqualTo(3);
    assertThat(storm.inBytesPerSecond()).isEqualTo(1e6);
    assertThat(storm.outBytesPerSecond()).isInfinite();
    assertThat(storm.markerMs()).isEqualTo(100);
    StorageRule other = rules.storage("127.1.0.3");
    assertThat(other.dialect()).isEqualTo(DialectName.XROOTD);
    assertThat(other.markerMs()).isEqualTo(5000);
    assertThat(other.maxCopies()).isEqualTo(9);
    assertThat(other.strictParents()).isTrue();
    FaultRule reset = rules.faults().getFirst();
    assertThat(reset.fail()).isEqualTo(Fault.RESET);
    assertThat(reset.method()).isEqualTo("COPY");
    assertThat(reset.at()).isEqualTo(0.1);
    assertThat(rules.faults().get(1).status()).isEqualTo(500);
  }

  @Test
  void aLinkJoinsThoseWhomItNames() {
    LinkRule link = FarmRules.parse(YAML).links().getFirst();
    LinkRule other = FarmRules.parse(YAML).links().get(1);

    assertThat(link.bytesPerSecond()).isEqualTo(3e6);
    assertThat(link.joins("127.1.0.9", "127.1.0.2")).isTrue();
    assertThat(link.joins("127.1.0.9", "127.1.0.3")).isFalse();
    assertThat(link.joins("127.1.1.9", "127.1.0.2")).isFalse();
    assertThat(other.joins("127.1.1.9", "127.1.0.3")).isTrue();
    assertThat(FarmRules.parse("seed: 1").links()).isEmpty();
  }

  @Test
  void whatIsNotKnownIsNamed() {
    assertThatThrownBy(() -> FarmRules.parse("storages: [{lateny_ms: 3}]"))
        .hasMessageContaining("lateny_ms");
    assertThatThrownBy(() -> FarmRules.parse("faults: [{fail: explode}]"))
        .hasMessageContaining("explode");
    assertThatThrownBy(() -> FarmRules.parse("links: [{sources: a}]"))
        .hasMessageContaining("links.bytes_per_s: 0.0 (expected: > 0)");
    assertThatThrownBy(() -> FarmRules.parse("faults: [{fail: reset, p: 2}]"))
        .hasMessageContaining("faults.p: 2.0 (expected: 0 to 1)");
  }

  @Test
  void aRulePicksItsShareOfPathsAndTheSameOnesAgain() {
    Faults faults = new Faults(7, FarmRules.parse(YAML).faults());
    List<Integer> picked = picked(faults);

    assertThat(picked.size()).isCloseTo(2500, within(200));
    assertThat(picked(faults)).isEqualTo(picked);
    assertThat(picked(new Faults(8, FarmRules.parse(YAML).faults()))).isNotEqualTo(picked);
  }

  private static List<Integer> picked(Faults faults) {
    return IntStream.range(0, 10_000)
        .filter(i -> faults.pick("COPY", "127.1.0.1", "/out/" + i, 1).isPresent())
        .boxed()
        .toList();
  }

  @Test
  void aRuleForTheFirstCopiesLetsLaterOnesPass() {
    FaultRule rule = FarmRules.parse("faults: [{fail: failure, first: 2}]").faults().getFirst();
    Faults faults = new Faults(0, List.of(rule));

    assertThat(faults.pick("COPY", "h", "/a", 2)).contains(rule);
    assertThat(faults.pick("COPY", "h", "/a", 3)).isEmpty();
    assertThat(faults.pick("HEAD", "h", "/a", 1)).isEmpty();
  }
}
