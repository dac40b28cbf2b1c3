package io.tern.loadtest.scheduling.world;

import io.tern.job.Share;
import io.tern.loadtest.scheduling.plant.Chance;
import io.tern.loadtest.scheduling.plant.Path;
import io.tern.loadtest.scheduling.plant.Plant;
import io.tern.loadtest.scheduling.trace.Community;
import io.tern.loadtest.scheduling.trace.Demand;
import io.tern.loadtest.scheduling.trace.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Which files come when. A stream is a community on a link; the n-th file of a stream is the same
 * in every run of a seed, whenever a policy makes room for it.
 */
final class Arrivals {
  /** Of a file that belongs to none. */
  static final int NO_STREAM = -1;

  private static final long WHAT = 0x46696c65L;
  private static final long GAP = 0x476170L;
  private static final long THIN = 0x5468696eL;
  private static final long REPLICA = 0x5265706cL;

  private final Plant plant;
  private final Trace trace;
  private final long lengthMs;
  private final List<Share> shares;
  private final List<Stream> streams = new ArrayList<>();
  private final int[][] linksInto;

  /** A community on a link. */
  private static final class Stream {
    final int index;
    final int link;
    final Community community;
    final int share;
    final int initially;
    final double filesPerMs;
    int count;
    int gaps;

    Stream(int index, int link, Community community, int share, int initially, double filesPerMs) {
      this.index = index;
      this.link = link;
      this.community = community;
      this.share = share;
      this.initially = initially;
      this.filesPerMs = filesPerMs;
    }
  }

  /**
   * @param offered bytes a millisecond that each community may have of each link by the bound
   */
  Arrivals(Plant plant, Trace trace, long lengthMs, double[][] offered) {
    this.plant = plant;
    this.trace = trace;
    this.lengthMs = lengthMs;
    shares = trace.shares();
    linksInto =
        IntStream.range(0, plant.storages().size()).mapToObj(this::linksInto).toArray(int[][]::new);
    double[][] asked = asked(offered);
    for (int c = 0; c < trace.communities().size(); c++) {
      if (trace.communities().get(c).staging() == null) {
        addStreams(trace.communities().get(c), c, asked);
      }
    }
  }

  private int[] linksInto(int storage) {
    return IntStream.range(0, plant.paths().size())
        .filter(link -> plant.paths().get(link).destination() == storage)
        .toArray();
  }

  private void addStreams(Community community, int which, double[][] asked) {
    int[] links = links(plant, community);
    double mean = community.sizes().mean();
    for (int link : links) {
      double own = community.filesPerS() / 1000 / links.length;
      double rate = own > 0 ? own : mostPart() * asked[link][which] / mean;
      int initially = own > 0 ? 0 : initially();
      streams.add(
          new Stream(
              streams.size(), link, community, shares.indexOf(community.share()), initially, rate));
    }
  }

  /** On which a community's files may go. */
  static int[] links(Plant plant, Community community) {
    boolean[] from = community.from().of(plant);
    boolean[] into = community.into().of(plant);
    return IntStream.range(0, plant.paths().size())
        .filter(link -> from[plant.paths().get(link).source()])
        .filter(link -> into[plant.paths().get(link).destination()])
        .toArray();
  }

  private int initially() {
    return trace.demand() instanceof Demand.Saturating(int depth)
        ? Math.max(1, depth / trace.communities().size())
        : 0;
  }

  private double mostPart() {
    return trace.demand() instanceof Demand.Open open
        ? open.profile().stream().mapToDouble(Demand.Point::part).max().orElse(0)
        : 0;
  }

  /** What is asked of each link: as the bound has it, or more of popular sources. */
  private double[][] asked(double[][] offered) {
    double zipf = trace.demand() instanceof Demand.Open open ? open.zipf() : 0;
    if (zipf == 0) {
      return offered;
    }
    double[] ofSource = new double[plant.storages().size()];
    for (int link = 0; link < offered.length; link++) {
      ofSource[plant.paths().get(link).source()] += Arrays.stream(offered[link]).sum();
    }
    double[] popular = popularity(ofSource, zipf);
    double[][] asked = new double[offered.length][];
    for (int link = 0; link < offered.length; link++) {
      int source = plant.paths().get(link).source();
      double factor = ofSource[source] == 0 ? 0 : popular[source] / ofSource[source];
      asked[link] = Arrays.stream(offered[link]).map(rate -> rate * factor).toArray();
    }
    return asked;
  }

  /** The same sum, spread by rank. */
  private static double[] popularity(double[] of, double zipf) {
    Integer[] byRate = IntStream.range(0, of.length).boxed().toArray(Integer[]::new);
    Arrays.sort(byRate, (a, b) -> Double.compare(of[b], of[a]));
    double[] popular = new double[of.length];
    double ranks = 0;
    for (int rank = 0; rank < byRate.length; rank++) {
      popular[byRate[rank]] = of[byRate[rank]] == 0 ? 0 : Math.pow(rank + 1, -zipf);
      ranks += popular[byRate[rank]];
    }
    double sum = Arrays.stream(of).sum();
    for (int i = 0; i < popular.length; i++) {
      popular[i] *= sum / ranks;
    }
    return popular;
  }

  int streams() {
    return streams.size();
  }

  /** How many wait from the beginning. */
  int initially(int stream) {
    return streams.get(stream).initially;
  }

  /** Whether for each that starts another comes. */
  boolean refills(int stream) {
    return stream != NO_STREAM && streams.get(stream).initially > 0;
  }

  /** Milliseconds until one of a stream may come by itself; infinite if none does. */
  double gapMs(int stream) {
    Stream one = streams.get(stream);
    double chance = Chance.unit(plant.seed(), GAP + stream, one.gaps++);
    return one.filesPerMs > 0 ? -Math.log(1 - chance) / one.filesPerMs : Double.POSITIVE_INFINITY;
  }

  /** Whether the one that may come does, as the profile has it. */
  boolean comes(int stream, long nowMs) {
    Stream one = streams.get(stream);
    return one.community.filesPerS() > 0
        || !(trace.demand() instanceof Demand.Open open)
        || Chance.unit(plant.seed(), THIN + stream, one.gaps) * mostPart()
            < open.part((double) nowMs / lengthMs);
  }

  /** One file: what it is and by what it is known in the whole run. */
  record Coming(int[] links, int share, int priority, long bytes, long id) {}

  Coming next(int stream) {
    Stream one = streams.get(stream);
    SplittableRandom source = Chance.source(plant.seed(), WHAT + stream, one.count++);
    long id = (long) one.count * streams.size() + one.index;
    long bytes = one.community.sizes().draw(source);
    return new Coming(links(one, id), one.share, one.community.priority(), bytes, id);
  }

  private int[] links(Stream one, long id) {
    Path path = plant.paths().get(one.link);
    int[] all = linksInto[path.destination()];
    int replicas = Math.min(one.community.replicas(), all.length);
    int[] links = new int[replicas];
    links[0] = one.link;
    int first = (int) (Chance.unit(plant.seed(), REPLICA, id) * all.length);
    for (int i = 0, found = 1; found < replicas; i++) {
      int other = all[(first + i) % all.length];
      if (other != one.link) {
        links[found++] = other;
      }
    }
    return links;
  }
}
