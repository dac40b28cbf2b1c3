package io.tern.loadtest.scheduling.world;

import io.tern.job.Urgency;
import io.tern.loadtest.scheduling.plant.Chance;
import io.tern.loadtest.scheduling.plant.Plant;
import io.tern.loadtest.scheduling.trace.Community;
import io.tern.loadtest.scheduling.trace.Staging;
import io.tern.loadtest.scheduling.trace.Trace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The files of one community that come from tape: which come when is the same in every run of a
 * seed. A bulk's files are dealt out to the storage's links in turn.
 */
final class Recall {
  private static final long WHAT = 0x52656361L;
  private static final long WHEN = 0x54617065L;
  private static final int MOST_FILES = 1 << 20;

  private final Plant plant;
  private final Trace trace;
  private final Community community;
  private final Staging staging;
  private final long lengthMs;
  private final int share;

  private Recall(Plant plant, Trace trace, Community community, long lengthMs) {
    this.plant = plant;
    this.trace = trace;
    this.community = community;
    this.staging = Objects.requireNonNull(community.staging());
    this.lengthMs = lengthMs;
    share = trace.shares().indexOf(community.share());
  }

  /** All bulks that are staged within the run. */
  static List<Campaign> of(Plant plant, Trace trace, long lengthMs) {
    return trace.communities().stream()
        .filter(community -> community.staging() != null)
        .flatMap(community -> new Recall(plant, trace, community, lengthMs).bulks().stream())
        .toList();
  }

  private List<Campaign> bulks() {
    int[] links = Arrivals.links(plant, community);
    int[] tapes = IntStream.of(links).map(this::source).distinct().toArray();
    int files = (int) (community.filesPerS() * lengthMs / 1000 / Math.max(1, tapes.length));
    List<Campaign> all = new ArrayList<>();
    for (int tape : tapes) {
      int[] own = IntStream.of(links).filter(link -> source(link) == tape).toArray();
      all.addAll(read(tape, bulks(tape, own, files)));
    }
    return all;
  }

  private int source(int link) {
    return plant.paths().get(link).source();
  }

  /** A tape's bulks, when they would be there if drives were many. */
  private List<Campaign> bulks(int tape, int[] links, int files) {
    SplittableRandom times = Chance.source(plant.seed(), WHEN, tape);
    List<Campaign> bulks = new ArrayList<>();
    for (int first = 0; first < files; first += staging.bulk()) {
      double after = staging.at() + Chance.logNormal(times, staging.median(), staging.sigma());
      int end = Math.min(files, first + staging.bulk());
      bulks.add(bulk(tape, links, first, end, (long) (after * lengthMs)));
    }
    bulks.sort(Comparator.comparingLong(Campaign::releaseMs));
    return bulks;
  }

  private Campaign bulk(int tape, int[] links, int first, int end, long atMs) {
    List<Campaign.File> files = new ArrayList<>();
    for (int n = first; n < end; n++) {
      long key = (long) tape * MOST_FILES + n;
      SplittableRandom source = Chance.source(plant.seed(), WHAT + share, key);
      long bytes = community.sizes().draw(source);
      files.add(new Campaign.File(links[n % links.length], community.priority(), bytes, id(key)));
    }
    return new Campaign(tape, share, atMs, Urgency.NO_DEADLINE, false, files);
  }

  /** None of a stream's files, nor of a dated campaign's, has it. */
  private long id(long key) {
    long beyond = (long) plant.storages().size() * trace.communities().size() * MOST_FILES;
    return -1 - beyond - (share * (long) plant.storages().size() * MOST_FILES + key);
  }

  /** The same, none before the drives have read it, each when it is seen. */
  private List<Campaign> read(int tape, List<Campaign> bulks) {
    List<Campaign> seen = new ArrayList<>();
    double poll = staging.poll() * lengthMs;
    double free = 0;
    for (Campaign bulk : bulks) {
      double bytes = bulk.files().stream().mapToDouble(Campaign.File::bytes).sum();
      double begin = Math.max(free, bulk.releaseMs());
      free = begin + bytes / (staging.drivesGbps() * Plant.BYTES_PER_MS);
      long at = (long) (Math.ceil(free / poll) * poll);
      if (at < lengthMs) {
        seen.add(new Campaign(tape, share, at, bulk.deadlineMs(), false, bulk.files()));
      }
    }
    return seen;
  }
}
