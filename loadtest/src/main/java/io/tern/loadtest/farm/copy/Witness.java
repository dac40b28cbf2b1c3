package io.tern.loadtest.farm.copy;

import io.tern.loadtest.farm.space.FileName;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the farm can testify: which copies write to which destination now, and whether two ever did
 * at the same time. It trusts nobody's listing. Used by one thread.
 */
public final class Witness {
  private final Map<FileName, List<Copy>> live = new HashMap<>();
  private final Map<String, Gauge> links = new TreeMap<>();
  private final Map<CopyEnd, Long> ends = new EnumMap<>(CopyEnd.class);
  private final Gauge copies = new Gauge();
  private long arrived;
  private long markers;
  private long bytes;
  private long overlapping;
  private long overlappingOrphans;
  private long doubled;

  void arrived() {
    arrived++;
  }

  /**
   * {@code copy} begins to write. Whether another one still writes to the same destination counts
   * apart if that one is such that it goes on after its client has left, and its client has left:
   * then no client can do better than wait.
   */
  void opened(Copy copy) {
    List<Copy> others =
        live.computeIfAbsent(copy.request.destination(), name -> new ArrayList<>(1));
    if (others.stream().anyMatch(other -> !isOrphan(other))) {
      overlapping++;
    } else if (!others.isEmpty()) {
      overlappingOrphans++;
    }
    others.add(copy);
    copies.enter();
    links.computeIfAbsent(link(copy), name -> new Gauge()).enter();
  }

  private static boolean isOrphan(Copy copy) {
    return copy.clientGone && !copy.active.dialect().stopsWithoutClient();
  }

  private static String link(Copy copy) {
    return copy.request.source().host() + " " + copy.request.destination().host();
  }

  void closed(Copy copy) {
    List<Copy> others = live.get(copy.request.destination());
    if (others != null && others.remove(copy)) {
      if (others.isEmpty()) {
        live.remove(copy.request.destination());
      }
      copies.leave();
      links.computeIfAbsent(link(copy), name -> new Gauge()).leave();
    }
  }

  void ended(CopyEnd end, long moved) {
    ends.merge(end, 1L, Long::sum);
    bytes += moved;
  }

  void marked() {
    markers++;
  }

  void doubled() {
    doubled++;
  }

  List<Copy> writingTo(FileName destination) {
    return live.getOrDefault(destination, List.of());
  }

  /** Sets all counters and peaks to what they are with the copies that run now. */
  public void reset() {
    arrived = 0;
    markers = 0;
    bytes = 0;
    overlapping = 0;
    overlappingOrphans = 0;
    doubled = 0;
    ends.clear();
    copies.forgetPeak();
    links.values().removeIf(link -> link.now() == 0);
    links.values().forEach(Gauge::forgetPeak);
  }

  /** The testimony, by the names of {@code GET /farm/report}. */
  public Map<String, Object> testimony() {
    Map<String, Object> said = new TreeMap<>();
    said.put("arrived", arrived);
    said.put("live", copies.now());
    said.put("live_peak", copies.peak());
    said.put("markers", markers);
    said.put("bytes", bytes);
    said.put("overlapping", overlapping);
    said.put("overlapping_orphans", overlappingOrphans);
    said.put("doubled", doubled);
    said.put("link_peak", links.values().stream().mapToInt(Gauge::peak).max().orElse(0));
    for (CopyEnd end : CopyEnd.values()) {
      said.put(end.word(), ends.getOrDefault(end, 0L));
    }
    return said;
  }

  /** The most copies that ran at the same time, by {@code source destination}. */
  public Map<String, Integer> linkPeaks() {
    Map<String, Integer> peaks = new TreeMap<>();
    links.forEach((link, gauge) -> peaks.put(link, gauge.peak()));
    return peaks;
  }
}
