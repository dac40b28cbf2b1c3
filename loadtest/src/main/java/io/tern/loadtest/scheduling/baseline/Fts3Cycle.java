package io.tern.loadtest.scheduling.baseline;

import io.tern.job.Link;
import io.tern.job.Share;
import io.tern.job.StorageName;
import io.tern.loadtest.scheduling.policy.Setting;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * One cycle of FTS3's scheduler: a VO for each link by chance, its free places, activities by
 * chance, then round robin under the storages' limits. Its quirks are kept: a storage's limit
 * counts the active transfers of the chosen VOs' links only, and VOs and links are gone through in
 * the order of their names.
 */
final class Fts3Cycle {
  /** Files of a VO on a link that are to start if their storages have places. */
  private record Wanted(int link, Deque<Integer> shares) {}

  private final Setting setting;
  private final Fts3Limits limits;
  private final SplittableRandom chance;
  private final List<Integer> linksByName;
  private final List<String> vos;
  private final int[] voOf;
  private final double[] weight;

  Fts3Cycle(Setting setting, Fts3Limits limits, long seed) {
    this.setting = setting;
    this.limits = limits;
    chance = new SplittableRandom(seed);
    List<Link> links = setting.links();
    linksByName =
        IntStream.range(0, links.size())
            .boxed()
            .sorted(
                Comparator.comparing((Integer i) -> links.get(i).source())
                    .thenComparing(i -> links.get(i).destination()))
            .toList();
    vos = setting.shares().stream().map(Share::vo).distinct().sorted().toList();
    voOf = setting.shares().stream().mapToInt(share -> vos.indexOf(share.vo())).toArray();
    weight = setting.shares().stream().mapToDouble(setting.weights()::of).toArray();
  }

  /** What is active and allowed, as the database has it. */
  interface Counts {
    int active(int link, int vo);

    int activeOnLink(int link);

    int allowedOnLink(int link);
  }

  int vo(int share) {
    return voOf[share];
  }

  int vos() {
    return vos.size();
  }

  /** The slots to start, in order. */
  List<Integer> starts(Backlogs backlogs, Counts counts) {
    Map<StorageName, Integer> out = new HashMap<>();
    Map<StorageName, Integer> in = new HashMap<>();
    TreeMap<Integer, List<Wanted>> byVo = new TreeMap<>();
    for (int link : linksByName) {
      int vo = chosenVo(backlogs, link);
      if (vo >= 0) {
        Link names = setting.links().get(link);
        int active = counts.active(link, vo);
        out.merge(names.source(), -active, (a, b) -> a + b);
        in.merge(names.destination(), -active, (a, b) -> a + b);
        int free = counts.allowedOnLink(link) - counts.activeOnLink(link);
        Deque<Integer> shares = drawn(backlogs, link, vo, free);
        if (!shares.isEmpty()) {
          byVo.computeIfAbsent(vo, any -> new ArrayList<>()).add(new Wanted(link, shares));
        }
      }
    }
    out.replaceAll((name, negative) -> limits.of(name) + negative);
    in.replaceAll((name, negative) -> limits.of(name) + negative);
    return roundRobin(backlogs, byVo, out, in);
  }

  private int chosenVo(Backlogs backlogs, int link) {
    double[] weights = new double[vos.size()];
    for (int share = 0; share < voOf.length; share++) {
      weights[voOf[share]] += backlogs.of(link, share) > 0 ? weight[share] : 0;
    }
    return Draw.of(chance, weights);
  }

  private Deque<Integer> drawn(Backlogs backlogs, int link, int vo, int free) {
    int top = 0;
    for (int share = 0; share < voOf.length; share++) {
      top = voOf[share] == vo ? Math.max(top, backlogs.priority(link, share)) : top;
    }
    int[] left = new int[voOf.length];
    double[] weights = new double[voOf.length];
    for (int share = 0; share < voOf.length; share++) {
      if (voOf[share] == vo && backlogs.priority(link, share) == top) {
        left[share] = backlogs.of(link, share, top);
        weights[share] = left[share] > 0 ? weight[share] : 0;
      }
    }
    Deque<Integer> shares = new ArrayDeque<>();
    for (int i = 0; i < free; i++) {
      int share = Draw.of(chance, weights);
      if (share < 0) {
        break;
      }
      shares.add(share);
      weights[share] = --left[share] > 0 ? weights[share] : 0;
    }
    return shares;
  }

  private List<Integer> roundRobin(
      Backlogs backlogs,
      TreeMap<Integer, List<Wanted>> byVo,
      Map<StorageName, Integer> out,
      Map<StorageName, Integer> in) {
    List<Integer> starts = new ArrayList<>();
    for (boolean any = true; any; ) {
      any = false;
      for (List<Wanted> ofVo : byVo.values()) {
        for (Wanted wanted : ofVo) {
          Integer share = wanted.shares().poll();
          any |= share != null;
          if (share != null && takes(setting.links().get(wanted.link()), out, in)) {
            starts.add(backlogs.poll(wanted.link(), share));
          }
        }
      }
    }
    return starts;
  }

  private static boolean takes(
      Link link, Map<StorageName, Integer> out, Map<StorageName, Integer> in) {
    boolean free =
        out.getOrDefault(link.source(), 0) > 0 && in.getOrDefault(link.destination(), 0) > 0;
    if (free) {
      out.merge(link.source(), -1, (a, b) -> a + b);
      in.merge(link.destination(), -1, (a, b) -> a + b);
    }
    return free;
  }
}
