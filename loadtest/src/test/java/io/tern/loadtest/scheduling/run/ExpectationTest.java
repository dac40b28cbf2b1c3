package io.tern.loadtest.scheduling.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectationTest {
  private static final Expectation EXPECTATION = new Expectation(0.9, 0.3);

  @Test
  void isMetByAFirstPolicyThatBringsEnoughAndIsAheadOfAllOthers() {
    assertThat(EXPECTATION.unmet(List.of(run("ours", 0.9, 0.9)))).isEmpty();
    assertThat(EXPECTATION.unmet(List.of(run("ours", 0.9, 0.95), run("fts3", 0.6, 0.64))))
        .isEmpty();
  }

  @Test
  void saysWhichRunBringsTooLittle() {
    assertThat(EXPECTATION.unmet(List.of(run("ours", 0.8, 0.89))))
        .containsExactly("S seed 101 T2 ours: goodput_b2 0.890 (expected: >= 0.900)");
    assertThat(EXPECTATION.unmet(List.of(run("ours", 0.9, 0.92), run("fts3", 0.6, 0.63))))
        .containsExactly("S seed 101 T2 ours: goodput_b2 0.920 (expected: >= 0.930)");
  }

  @Test
  void noRunMovesNothingOrMoreThanCanBe() {
    assertThat(EXPECTATION.unmet(List.of(run("ours", 1.01, 1.02), run("fts3", 0, 0))))
        .containsExactly(
            "S seed 101 T2 ours: goodput_b1 1.010 (expected: above 0, at most 1)",
            "S seed 101 T2 fts3: goodput_b1 0.000 (expected: above 0, at most 1)");
  }

  private static JsonNode run(String policy, double goodputB1, double goodputB2) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("plant", "S")
        .put("seed", 101)
        .put("trace", "T2")
        .put("policy", policy)
        .put("goodput_b1", goodputB1)
        .put("goodput_b2", goodputB2);
  }
}
