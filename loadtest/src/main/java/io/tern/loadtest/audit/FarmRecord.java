package io.tern.loadtest.audit;

import io.tern.loadtest.farm.copy.CopyEnd;
import io.tern.loadtest.farm.space.FileName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The farm's log, read again: what was copied where, and what overlapped. */
public final class FarmRecord {
  /** A copy whose end has not been read yet. */
  private static final class Running {
    final FileName destination;
    final String link;
    boolean writes;
    boolean orphan;

    Running(FileName destination, String link) {
      this.destination = destination;
      this.link = link;
    }
  }

  /** A copy that was complete. */
  private record Delivery(FileName destination, long micros, long bytes) {
    /** The word that marks its run in {@link io.tern.loadtest.load.FileUrls.Farm}. */
    String run() {
      return destination.path().split("/", 4)[2];
    }
  }

  private final Map<Long, Running> running = new HashMap<>();
  private final List<Delivery> deliveries = new ArrayList<>();
  private final Map<FileName, List<Running>> writing = new HashMap<>();
  private final Map<FileName, Integer> successes = new HashMap<>();
  private final Map<FileName, Long> arrivals = new HashMap<>();
  private final Map<String, Integer> linkNow = new HashMap<>();
  private final Map<String, Integer> linkPeak = new HashMap<>();
  private final List<Long> arrivalMicros = new ArrayList<>();
  private long overlapping;
  private long overlappingOrphans;

  public static FarmRecord read(Path log) throws IOException {
    FarmRecord farm = new FarmRecord();
    try (Stream<String> lines = Files.lines(log)) {
      lines.forEach(farm::accept);
    }
    return farm;
  }

  /** Takes one line; a torn or foreign one fails with its text. */
  void accept(String line) {
    String[] fields = line.split("\t", -1);
    long micros = Long.parseLong(fields[1]);
    switch (fields[0]) {
      case "F" -> cut();
      case "S" -> arrived(micros, fields);
      case "W" -> opened(known(fields));
      case "G" -> known(fields).orphan = fields[3].equals("goes-on");
      case "E" -> ended(micros, fields, known(fields), CopyEnd.ofWord(fields[3]));
      default -> throw new IllegalArgumentException("farm log: " + line);
    }
  }

  private Running known(String[] fields) {
    Running copy = running.get(Long.parseLong(fields[2]));
    if (copy == null) {
      throw new IllegalArgumentException("farm log: no arrival before " + String.join(" ", fields));
    }
    return copy;
  }

  private void cut() {
    running.clear();
    writing.clear();
    linkNow.clear();
  }

  private void arrived(long micros, String[] fields) {
    FileName destination = FileName.ofUrl(fields[5]);
    String link = FileName.ofUrl(fields[6]).host() + " " + destination.host();
    running.put(Long.parseLong(fields[2]), new Running(destination, link));
    arrivals.putIfAbsent(destination, micros);
    arrivalMicros.add(micros);
  }

  private void opened(Running copy) {
    List<Running> others = writing.getOrDefault(copy.destination, List.of());
    if (others.stream().anyMatch(other -> !other.orphan)) {
      overlapping++;
    } else if (!others.isEmpty()) {
      overlappingOrphans++;
    }
    copy.writes = true;
    writing.merge(copy.destination, List.of(copy), FarmRecord::joined);
    int now = linkNow.merge(copy.link, 1, Integer::sum);
    linkPeak.merge(copy.link, now, Math::max);
  }

  private static List<Running> joined(List<Running> some, List<Running> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  private void ended(long micros, String[] fields, Running copy, CopyEnd end) {
    running.remove(Long.parseLong(fields[2]));
    if (copy.writes) {
      writing.computeIfPresent(copy.destination, (name, copies) -> without(copies, copy));
      linkNow.merge(copy.link, -1, Integer::sum);
    }
    if (end == CopyEnd.DONE) {
      successes.merge(copy.destination, 1, Integer::sum);
      deliveries.add(new Delivery(copy.destination, micros, Long.parseLong(fields[4])));
    }
  }

  private static @Nullable List<Running> without(List<Running> copies, Running copy) {
    List<Running> left = copies.stream().filter(other -> other != copy).toList();
    return left.isEmpty() ? null : left;
  }

  /** Copies that completed {@code destination} with the right content. */
  public int successes(FileName destination) {
    return successes.getOrDefault(destination, 0);
  }

  /**
   * Bytes of the copies that were complete in a time, by run.
   *
   * @param from microseconds since 1970, inclusive; {@code until} is exclusive
   */
  public Map<String, Long> delivered(long from, long until) {
    return deliveries.stream()
        .filter(delivery -> delivery.micros >= from && delivery.micros < until)
        .collect(Collectors.groupingBy(Delivery::run, Collectors.summingLong(Delivery::bytes)));
  }

  /** When the first COPY for {@code destination} arrived, microseconds since 1970; -1 if none. */
  public long arrivedMicros(FileName destination) {
    return arrivals.getOrDefault(destination, -1L);
  }

  /** When the first COPY of all arrived at {@code micros} or later; -1 if none. */
  public long firstArrivalMicros(long micros) {
    return arrivalMicros.stream().filter(time -> time >= micros).min(Long::compare).orElse(-1L);
  }

  /** The longest time without an arrival of COPY between two moments. */
  public long longestSilenceMicros(long from, long until) {
    long[] times =
        LongStream.concat(
                arrivalMicros.stream().mapToLong(t -> t).filter(t -> t >= from && t < until),
                LongStream.of(until))
            .sorted()
            .toArray();
    long last = from;
    long longest = 0;
    for (long time : times) {
      longest = Math.max(longest, time - last);
      last = time;
    }
    return longest;
  }

  public long copies() {
    return arrivalMicros.size();
  }

  /** Copies without an end yet. */
  public int live() {
    return running.size();
  }

  /** Destinations that were completed more than once. */
  public long doubled() {
    return successes.values().stream().filter(count -> count > 1).count();
  }

  public long overlapping() {
    return overlapping;
  }

  /** Copies that began while one whose client had left, and that goes on regardless, still ran. */
  public long overlappingOrphans() {
    return overlappingOrphans;
  }

  /** The most copies at once on one link. */
  public int linkPeak() {
    return linkPeak.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }
}
