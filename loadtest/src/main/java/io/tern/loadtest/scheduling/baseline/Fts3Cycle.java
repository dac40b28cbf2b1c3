package io.tern.loadtest.scheduling.baseline;

import io.tern.job.Link;
import io.tern.job.Share;
import io.tern.job.StorageName;
import io.tern.loadtest.scheduling.policy.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One cycle of FTS3's scheduler: a VO for each link by chance, its free places, activities by
 * chance, then round robin under the storages' limits. Its quirks are kept: a storage's limit
 * counts the active transfers of the chosen VOs' links only, and VOs and links are gone through in
 * the order of their names.
 */
final class Fts3Cycle {
  private final SplittableRandom chance;
  private final List<Integer> linksByName;
  private final int[] source;
  private final int[] destination;
  private final int[] limit;
  private final int[] voOf;
  private final int[][] sharesOf;
  private final double[] weight;

  /** Places that are left, out of and into each storage. */
  private final int[] out;

  private final int[] in;

  Fts3Cycle(Setting setting, Fts3Limits limits, long seed) {
    chance = new SplittableRandom(seed);
    List<Link> links = setting.links();
    linksByName =
        IntStream.range(0, links.size())
            .boxed()
            .sorted(
                Comparator.comparing((Integer i) -> links.get(i).source())
                    .thenComparing(i -> links.get(i).destination()))
            .toList();
    List<StorageName> storages =
        links.stream()
            .flatMap(link -> Stream.of(link.source(), link.destination()))
            .distinct()
            .toList();
    source = links.stream().mapToInt(link -> storages.indexOf(link.source())).toArray();
    destination = links.stream().mapToInt(link -> storages.indexOf(link.destination())).toArray();
    limit = storages.stream().mapToInt(limits::of).toArray();
    out = new int[limit.length];
    in = new int[limit.length];
    List<String> vos = setting.shares().stream().map(Share::vo).distinct().sorted().toList();
    voOf = setting.shares().stream().mapToInt(share -> vos.indexOf(share.vo())).toArray();
    sharesOf =
        IntStream.range(0, vos.size())
            .mapToObj(vo -> IntStream.range(0, voOf.length).filter(i -> voOf[i] == vo).toArray())
            .toArray(int[][]::new);
    weight = setting.shares().stream().mapToDouble(setting.weights()::of).toArray();
  }

  /** What is active and allowed, as the database has it. */
  interface Counts {
    int active(int link, int vo);

    int activeOnLink(int link);

    int allowedOnLink(int link);
  }

  /** Files of a VO on a link that are to start if their storages have places, by their shares. */
  private static final class Wanted {
    final int link;
    final int[] shares;
    int next;

    Wanted(int link, int[] shares) {
      this.link = link;
      this.shares = shares;
    }
  }

  int vo(int share) {
    return voOf[share];
  }

  int vos() {
    return sharesOf.length;
  }

  /** The slots to start, in order. */
  List<Integer> starts(Backlogs backlogs, Counts counts) {
    System.arraycopy(limit, 0, out, 0, limit.length);
    System.arraycopy(limit, 0, in, 0, limit.length);
    TreeMap<Integer, List<Wanted>> byVo = new TreeMap<>();
    for (int link : linksByName) {
      int vo = chosenVo(backlogs, link);
      if (vo >= 0) {
        int active = counts.active(link, vo);
        out[source[link]] -= active;
        in[destination[link]] -= active;
        int free = counts.allowedOnLink(link) - counts.activeOnLink(link);
        int[] shares = drawn(backlogs, link, vo, free);
        if (shares.length > 0) {
          byVo.computeIfAbsent(vo, any -> new ArrayList<>()).add(new Wanted(link, shares));
        }
      }
    }
    return roundRobin(backlogs, byVo);
  }

  private int chosenVo(Backlogs backlogs, int link) {
    double[] weights = new double[sharesOf.length];
    for (int share = 0; share < voOf.length; share++) {
      weights[voOf[share]] += backlogs.of(link, share) > 0 ? weight[share] : 0;
    }
    return Draw.of(chance, weights);
  }

  /** Shares of a VO by chance, as many as there are free places and files. */
  private int[] drawn(Backlogs backlogs, int link, int vo, int free) {
    int[] own = sharesOf[vo];
    int top = 0;
    for (int share : own) {
      top = Math.max(top, backlogs.priority(link, share));
    }
    int[] left = new int[own.length];
    double[] weights = new double[own.length];
    for (int i = 0; i < own.length; i++) {
      if (backlogs.priority(link, own[i]) == top) {
        left[i] = backlogs.of(link, own[i], top);
        weights[i] = left[i] > 0 ? weight[own[i]] : 0;
      }
    }
    int[] shares = new int[Math.max(0, free)];
    for (int i = 0; i < free; i++) {
      int drawn = Draw.of(chance, weights);
      if (drawn < 0) {
        return Arrays.copyOf(shares, i);
      }
      shares[i] = own[drawn];
      weights[drawn] = --left[drawn] > 0 ? weights[drawn] : 0;
    }
    return shares;
  }

  private List<Integer> roundRobin(Backlogs backlogs, TreeMap<Integer, List<Wanted>> byVo) {
    List<Integer> starts = new ArrayList<>();
    for (boolean any = true; any; ) {
      any = false;
      for (List<Wanted> ofVo : byVo.values()) {
        for (Wanted wanted : ofVo) {
          any |= wanted.next < wanted.shares.length;
          start(backlogs, wanted, starts);
        }
      }
    }
    return starts;
  }

  /** The next file of those wanted, if there is one and it has places; else it is passed over. */
  private void start(Backlogs backlogs, Wanted wanted, List<Integer> starts) {
    if (wanted.next < wanted.shares.length) {
      int share = wanted.shares[wanted.next++];
      if (takes(wanted.link)) {
        starts.add(backlogs.poll(wanted.link, share));
      }
    }
  }

  private boolean takes(int link) {
    boolean free = out[source[link]] > 0 && in[destination[link]] > 0;
    if (free) {
      out[source[link]]--;
      in[destination[link]]--;
    }
    return free;
  }
}
