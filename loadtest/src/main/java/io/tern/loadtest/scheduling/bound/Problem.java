package io.tern.loadtest.scheduling.bound;

import io.tern.loadtest.scheduling.plant.Endpoint;
import io.tern.loadtest.scheduling.plant.Path;
import io.tern.loadtest.scheduling.plant.Plant;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What can flow through a plant of all that is asked for, in one stretch of time.
 *
 * @param capacity of each end, bytes a millisecond
 * @param everywhere whether there is always more of all on every link
 */
record Problem(Plant plant, Offer offer, double[] capacity, boolean everywhere) {
  /** To be raised whenever the same problem is solved otherwise. */
  private static final int FORM = 1;

  boolean isLarge() {
    return Program.isLarge(plant.paths().size(), offer.classes());
  }

  Solution solve() {
    Program program = new Program(plant, offer, capacity);
    double[][] fair = program.fair();
    return new Solution(
        Bounds.total(program.most()), Filling.total(plant, offer, capacity), fair, places(fair));
  }

  /**
   * Where there is always more, those of the most bytes in the mix of files that each link gets, on
   * as few places as these take; otherwise those of the share-fair rates, since what comes was made
   * by these.
   */
  private double[] places(double[][] fair) {
    if (!everywhere) {
      return offer.places(fair);
    }
    Offer mix = offer.mixed();
    return mix.places(new Program(plant, mix, capacity).thrifty());
  }

  /** A name that no other problem has. */
  String name() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      write(new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException | IOException e) {
      throw new IllegalStateException("no name for a problem: " + e, e);
    }
  }

  private void write(DataOutputStream out) throws IOException {
    out.writeInt(FORM);
    out.writeBoolean(everywhere);
    for (Endpoint storage : plant.storages()) {
      out.writeInt(storage.knee());
    }
    for (Path path : plant.paths()) {
      out.writeInt(path.source());
      out.writeInt(path.destination());
      out.writeDouble(path.gbps());
    }
    for (double[] ofLink : offer.placeRate()) {
      write(ofLink, out);
    }
    write(offer.weight(), out);
    write(offer.most(), out);
    write(capacity, out);
  }

  private static void write(double[] numbers, DataOutputStream out) throws IOException {
    for (double number : numbers) {
      out.writeDouble(number);
    }
  }
}
