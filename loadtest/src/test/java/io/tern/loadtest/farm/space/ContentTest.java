package io.tern.loadtest.farm.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.zip.Adler32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 7, 8, 9, 15, 16, 17, 65_521, 65_528, 1_000_003})
  void theComputedChecksumIsThatOfTheBytes(long size) {
    SplittableRandom random = new SplittableRandom(size);
    for (int i = 0; i < 50; i++) {
      Content content = new Content.Pattern(random.nextLong(), size);
      byte[] bytes = new byte[(int) size];
      content.read(0, bytes);
      assertThat(content.adler32()).isEqualTo(adler32(bytes));
    }
  }

  private static int adler32(byte[] bytes) {
    Adler32 sum = new Adler32();
    sum.update(bytes);
    return (int) sum.getValue();
  }

  @Test
  void theChecksumOfNoBytesIsOne() {
    assertThat(new Content.Pattern(42, 0).digest()).isEqualTo("00000001");
  }

  @Test
  void theChecksumOfAPetabyteIsThatOfItsHalvesJoined() {
    long half = 500_000_000_000_000L;
    int first = new Content.Pattern(0x1234567890abcdefL, half).adler32();
    int whole = new Content.Pattern(0x1234567890abcdefL, 2 * half).adler32();

    assertThat(whole).isEqualTo(joined(first, first, half));
  }

  /** zlib's adler32_combine. */
  private static int joined(int first, int second, long secondSize) {
    long a = ((first & 0xffff) + (second & 0xffff) + 65521 - 1) % 65521;
    long shifted = (secondSize % 65521) * (first & 0xffff) % 65521;
    long b = ((first >>> 16) + (second >>> 16) + shifted + 65521 - secondSize % 65521) % 65521;
    return (int) (b << 16 | a);
  }

  @Test
  void corruptedContentHasTheSameSizeAndAnotherChecksum() {
    Content content = new Content.Pattern(7, 1000);
    assertThat(content.corrupted().size()).isEqualTo(1000);
    assertThat(content.corrupted().adler32()).isNotEqualTo(content.adler32());
  }
}
