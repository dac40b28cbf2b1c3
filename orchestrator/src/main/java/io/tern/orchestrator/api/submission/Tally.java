package io.tern.orchestrator.api.submission;

import io.tern.job.DestinationHash;
import java.util.Set;

/** What a submission's transfers have in common, gathered as they pass. */
final class Tally {
  private static final Set<String> TAPE_REST = Set.of("https", "davs", "mock");

  private int entries;
  private int transfers;
  private long digest;
  private boolean replicas;
  private boolean severalSources;
  private String firstStrategy = "auto";
  private boolean lastHasChecksum;
  private boolean allTapeRest = true;
  private boolean lastTapeRest;
  private String sourceSe = "";
  private String destSe = "";
  private String lastDestSe = "";
  private boolean sourcesDiffer;
  private boolean destinationsDiffer;

  void entry(Entry entry) {
    if (entries == 0) {
      firstStrategy = entry.strategy();
    }
    entries++;
    severalSources |= entry.sources().size() > 1;
    replicas |= entry.pairs() > 1;
    lastHasChecksum = entry.hasChecksum();
  }

  void transfer(TransferUrl source, TransferUrl destination, long destinationHash) {
    if (transfers == 0) {
      sourceSe = source.storage();
      destSe = destination.storage();
    }
    transfers++;
    digest = DestinationHash.digest(digest, destinationHash);
    sourcesDiffer |= !sourceSe.equals(source.storage());
    destinationsDiffer |= !destSe.equals(destination.storage());
    lastDestSe = destination.storage();
    lastTapeRest = TAPE_REST.contains(destination.scheme());
    allTapeRest &= lastTapeRest;
  }

  int entries() {
    return entries;
  }

  int transfers() {
    return transfers;
  }

  long digest() {
    return digest;
  }

  /** Some entry has more than one pair. */
  boolean replicas() {
    return replicas;
  }

  /** One source for several destinations: each of them is written. */
  boolean fanOut() {
    return replicas && !severalSources;
  }

  /** Replicas are tried as listed. */
  boolean orderly() {
    return firstStrategy.equals("orderly");
  }

  /** Replicas beside other files: no kind of job allows that. */
  boolean mixed() {
    return replicas && entries > 1;
  }

  boolean lastHasChecksum() {
    return lastHasChecksum;
  }

  boolean tapeRest(boolean lastOnly) {
    return lastOnly ? lastTapeRest : allTapeRest;
  }

  boolean oneLink() {
    return !sourcesDiffer && !destinationsDiffer;
  }

  /** The storage that all sources share, or of the first hop; empty when they differ. */
  String sourceSe(boolean hops) {
    return hops || !sourcesDiffer ? sourceSe : "";
  }

  /** The storage that all destinations share, or of the last hop; empty when they differ. */
  String destSe(boolean hops) {
    if (hops) {
      return lastDestSe;
    }
    return destinationsDiffer ? "" : destSe;
  }
}
