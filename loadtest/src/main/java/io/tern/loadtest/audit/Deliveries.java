package io.tern.loadtest.audit;

import io.tern.loadtest.farm.copy.CopyEnd;
import io.tern.loadtest.farm.space.FileName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The farm's log, read again: how many bytes of which run arrived in some time. */
public final class Deliveries {
  private final Map<String, String> runs = new HashMap<>();
  private final Map<String, Long> bytes = new HashMap<>();
  private final long fromMicros;
  private final long untilMicros;

  private Deliveries(long fromMicros, long untilMicros) {
    this.fromMicros = fromMicros;
    this.untilMicros = untilMicros;
  }

  /**
   * Bytes of the copies that were complete in a time, by the word that marks their run in {@link
   * io.tern.loadtest.load.FileUrls.Farm}.
   *
   * @param fromMicros microseconds since 1970, inclusive; {@code untilMicros} is exclusive
   */
  public static Map<String, Long> read(Path log, long fromMicros, long untilMicros)
      throws IOException {
    Deliveries deliveries = new Deliveries(fromMicros, untilMicros);
    try (Stream<String> lines = Files.lines(log)) {
      lines.map(line -> line.split("\t", -1)).forEach(deliveries::accept);
    }
    return Map.copyOf(deliveries.bytes);
  }

  /** Takes a line as {@link io.tern.loadtest.farm.copy.CopyLog} writes it. */
  private void accept(String[] fields) {
    switch (fields[0]) {
      case "F" -> runs.clear();
      case "S" -> runs.put(fields[2], run(FileName.ofUrl(fields[5])));
      case "E" -> ended(fields);
      default -> {}
    }
  }

  private static String run(FileName destination) {
    return destination.path().split("/", 4)[2];
  }

  private void ended(String[] fields) {
    String run = runs.remove(fields[2]);
    long micros = Long.parseLong(fields[1]);
    boolean done = CopyEnd.ofWord(fields[3]) == CopyEnd.DONE;
    if (run != null && done && micros >= fromMicros && micros < untilMicros) {
      bytes.merge(run, Long.parseLong(fields[4]), Long::sum);
    }
  }
}
