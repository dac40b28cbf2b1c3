package io.tern.loadtest.scheduling.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tern.loadtest.Arguments;
import io.tern.loadtest.scheduling.measure.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** {@code bench scheduling}: runs policies on traces and writes one JSON object a line a run. */
public final class SchedulingMain {
  private static final ObjectMapper JSON =
      new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
  private static final double HOUR_MS = 3_600_000;

  private SchedulingMain() {}

  public static void main(Arguments arguments) throws IOException {
    String set = arguments.text("set", "S");
    List<Long> seeds = seeds(arguments.text("seeds", "1"));
    List<String> traces = List.of(arguments.text("traces", "T2,T7").split(","));
    List<String> policies = List.of(arguments.text("policies", "ours,fixed").split(","));
    long length = (long) (Double.parseDouble(arguments.text("hours", "2")) * HOUR_MS);
    Path file = Path.of(arguments.text("json", "scheduling.json"));
    arguments.refuseUnknown();
    for (long seed : seeds) {
      for (String trace : traces) {
        for (String policy : policies) {
          run(new Case(set, seed, trace, policy, length), file);
        }
      }
    }
  }

  private static void run(Case one, Path file) throws IOException {
    long began = System.nanoTime();
    Score score = Runner.run(one);
    ObjectNode line = JSON.valueToTree(one);
    line.setAll((ObjectNode) JSON.valueToTree(score));
    line.put("took_s", (System.nanoTime() - began) / 1e9);
    String text = JSON.writeValueAsString(line);
    System.out.println(text);
    Files.writeString(file, text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static List<Long> seeds(String text) {
    List<Long> seeds = new ArrayList<>();
    String[] ends = text.split("-");
    long last = Long.parseLong(ends[ends.length - 1]);
    for (long seed = Long.parseLong(ends[0]); seed <= last; seed++) {
      seeds.add(seed);
    }
    return seeds;
  }
}
