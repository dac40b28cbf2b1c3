package io.tern.storage.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GistTest {

  @Test
  void namesAndNumbersOfOneFileAreLeftOut() {
    assertThat(Gist.of("No replica of /atlas/rucio/aa/bb/f.root (pnfsid 0000A1B2C3D4E5F6)"))
        .isEqualTo(Gist.of("No replica of /cms/store/g.root (pnfsid 00007C1D2E3F4A5B)"))
        .isEqualTo("No replica of * (pnfsid #)");
    assertThat(Gist.of("request 6a1c9e10-77aa-4b0e-9d3e-0123456789ab failed after 30 s"))
        .isEqualTo("request # failed after # s");
  }

  @Test
  void wordsStay() {
    assertThat(Gist.of("Permission denied: a facade decided"))
        .isEqualTo("Permission denied: a facade decided");
  }

  @Test
  void secretsAreLeftOutAndLengthIsBounded() {
    assertThat(Gist.of("GET https://u:p@s.org/f?token=abc with Bearer eyJx.y.z"))
        .isEqualTo("GET * with Bearer ***");
    assertThat(Gist.of("x".repeat(1_000))).hasSize(160);
  }
}
