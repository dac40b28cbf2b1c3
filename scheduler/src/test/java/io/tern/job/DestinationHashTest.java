package io.tern.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DestinationHashTest {

  /** Stored hashes must be found again by every later release. */
  @Test
  void neverChanges() {
    assertThat(DestinationHash.of("https://dst.cern.ch:443/store/file"))
        .isEqualTo(-486289386459087380L);
    assertThat(DestinationHash.digest(DestinationHash.digest(0, 1), 2))
        .isEqualTo(-5380304259810323819L);
  }

  @Test
  void tellsSimilarUrlsApart() {
    long distinct =
        IntStream.range(0, 200_000)
            .mapToLong(i -> DestinationHash.of("https://d/path/file." + i))
            .distinct()
            .count();

    assertThat(distinct).isEqualTo(200_000);
  }

  @Test
  void digestTellsOrdersApart() {
    long forth = DestinationHash.digest(DestinationHash.digest(0, 7), 9);
    long back = DestinationHash.digest(DestinationHash.digest(0, 9), 7);

    assertThat(forth).isNotEqualTo(back);
  }
}
