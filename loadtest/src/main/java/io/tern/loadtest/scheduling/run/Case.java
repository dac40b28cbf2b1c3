package io.tern.loadtest.scheduling.run;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One run: a policy on a plant under a trace.
 *
 * @param plant a set's name, or a plant file
 * @param trace a trace's name, or a trace file
 */
record Case(String plant, long seed, String trace, String policy, long lengthMs) {
  static Case of(JsonNode line) {
    return new Case(
        line.path("plant").asText(),
        line.path("seed").asLong(),
        line.path("trace").asText(),
        line.path("policy").asText(),
        line.path("length_ms").asLong());
  }

  @Override
  public String toString() {
    return "%s seed %d %s %s".formatted(plant, seed, trace, policy);
  }
}
