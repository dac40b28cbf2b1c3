package io.tern.loadtest.core;

import io.tern.job.DestinationHash;
import io.tern.job.JobKind;
import io.tern.job.StorageName;
import io.tern.job.Urgency;
import io.tern.ledger.Ask;
import io.tern.ledger.Input;
import io.tern.ledger.SubmittedJob;
import io.tern.ledger.SubmittedPart;
import io.tern.loadtest.load.LinkGraph;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Jobs of one part without end, their files spread over all links in turn. */
final class Offers {
  private static final int STORAGES = 101;
  static final long BYTES = 100_000_000;
  private static final List<StorageName> NAMES =
      IntStream.range(0, STORAGES)
          .mapToObj(n -> new StorageName("davs://storage" + n + ".example.org"))
          .toList();

  private final LinkGraph graph;
  private final int links;
  private final int files;
  private long jobs;

  /**
   * @param links how many, 1 to 10,100
   * @param files of each job
   */
  Offers(int links, int files) {
    this.graph = new LinkGraph(STORAGES, links, 0);
    this.links = links;
    this.files = files;
  }

  Input.Submit next() {
    long first = jobs++ * files;
    int[] source = new int[files];
    int[] destination = new int[files];
    long[] size = new long[files];
    long[] hash = new long[files];
    long digest = 0;
    for (int file = 0; file < files; file++) {
      LinkGraph.Pair link = graph.link((int) ((first + file) % links));
      source[file] = link.source();
      destination[file] = link.destination();
      size[file] = BYTES;
      hash[file] = DestinationHash.digest(0, first + file);
      digest = DestinationHash.digest(digest, hash[file]);
    }
    int[] zeroes = new int[files];
    SubmittedPart part =
        new SubmittedPart(
            new UUID(1, jobs),
            0,
            0,
            NAMES,
            List.of("default"),
            source,
            destination,
            zeroes,
            zeroes,
            size,
            hash,
            terms(digest));
    return new Input.Submit(part, false, Ask.NOBODY);
  }

  private SubmittedJob terms(long digest) {
    return new SubmittedJob(
        1,
        files,
        digest,
        "atlas",
        "bench",
        JobKind.REGULAR,
        3,
        -1,
        0,
        0,
        0,
        Urgency.NO_DEADLINE,
        false,
        0,
        -1,
        0,
        false,
        false,
        false);
  }
}
