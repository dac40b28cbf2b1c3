package io.tern.loadtest.scheduling.world;

import io.tern.job.Share;
import io.tern.loadtest.scheduling.plant.Chance;
import io.tern.loadtest.scheduling.plant.Plant;
import io.tern.loadtest.scheduling.trace.Campaigns;
import io.tern.loadtest.scheduling.trace.Community;
import io.tern.loadtest.scheduling.trace.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The campaigns of a run: the same in every run of a seed. What a community may copy on a link is
 * its part, by weight, of what the share-fair bound lets flow there.
 */
final class Calendar {
  private static final long WHEN = 0x5768656eL;
  private static final long HOW_LONG = 0x4c6f6e67L;
  private static final long WHAT = 0x43616d70L;

  /** They begin in this part of the run. */
  private static final double FIRST = 0.15;

  private static final double LAST = 0.6;
  private static final int MOST_FILES = 1 << 20;

  private final Plant plant;
  private final Trace trace;
  private final long lengthMs;
  private final double[] offered;
  private final double weights;
  private final List<Share> shares;

  private Calendar(Plant plant, Trace trace, long lengthMs, double[][] offered) {
    this.plant = plant;
    this.trace = trace;
    this.lengthMs = lengthMs;
    this.offered =
        Arrays.stream(offered).mapToDouble(rates -> Arrays.stream(rates).sum()).toArray();
    weights = trace.communities().stream().mapToDouble(Community::weight).sum();
    shares = trace.shares();
  }

  /**
   * @param offered bytes a millisecond that each community may have of each link by the bound
   */
  static List<Campaign> of(Plant plant, Trace trace, long lengthMs, double[][] offered) {
    Campaigns campaigns = trace.campaigns();
    return campaigns == null
        ? List.of()
        : new Calendar(plant, trace, lengthMs, offered).all(campaigns);
  }

  private List<Campaign> all(Campaigns campaigns) {
    List<Campaign> all = new ArrayList<>();
    for (int storage = 0; storage < plant.storages().size(); storage++) {
      for (int which = 0; which < trace.communities().size(); which++) {
        Campaign one = campaign(campaigns, storage, which);
        if (!one.files().isEmpty()) {
          all.add(one);
        }
      }
    }
    return all;
  }

  private Campaign campaign(Campaigns campaigns, int storage, int which) {
    long key = (long) storage * trace.communities().size() + which;
    List<Campaign.File> files = new ArrayList<>();
    double perMs = 0;
    for (int link = 0; link < plant.paths().size(); link++) {
      if (plant.paths().get(link).destination() == storage) {
        double fair = offered[link] * trace.communities().get(which).weight() / weights;
        perMs += fair;
        draw(link, which, campaigns.part() * lengthMs * fair, key, files);
      }
    }
    double bytes = files.stream().mapToDouble(Campaign.File::bytes).sum();
    double needMs = bytes / perMs;
    long releaseMs = (long) (lengthMs * between(FIRST, LAST, WHEN, key));
    double given = between(campaigns.tightest(), campaigns.loosest(), HOW_LONG, key);
    int share = shares.indexOf(trace.communities().get(which).share());
    return new Campaign(
        storage, share, releaseMs, releaseMs + (long) (given * needMs), given >= 1, files);
  }

  private double between(double least, double most, long what, long key) {
    return least + (most - least) * Chance.unit(plant.seed(), what, key);
  }

  /** Files of a link, as many as are nearest to some bytes. */
  private void draw(int link, int which, double bytes, long key, List<Campaign.File> files) {
    Community community = trace.communities().get(which);
    SplittableRandom source = Chance.source(plant.seed(), WHAT + link, which);
    double left = bytes;
    for (long size = community.sizes().draw(source); size < 2 * left; ) {
      long id = -1 - (key * MOST_FILES + files.size());
      files.add(new Campaign.File(link, community.priority(), size, id));
      left -= size;
      size = community.sizes().draw(source);
    }
  }
}
