package io.tern.storage.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {
  private static final DateTimeFormatter USUAL =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

  @Test
  void readsWhatEveryServerWrites() {
    Random random = new Random(7);
    for (int n = 0; n < 2_000; n++) {
      long seconds = random.nextLong(4_000_000_000L);
      ZonedDateTime time = Instant.ofEpochSecond(seconds).atZone(ZoneOffset.UTC);

      assertThat(HttpDate.millis(" " + USUAL.format(time))).isEqualTo(seconds * 1000);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sun, 6 Nov 1994 08:49:37 GMT | 784111777000",
        "Sun, 06 Nov 1994 09:49:37 +0100 | 784111777000",
        "Tue, 1 Dec 2026 00:00:00 GMT | 1796083200000"
      })
  void readsWhatSomeWrite(String text, long millis) {
    assertThat(HttpDate.millis(text)).isEqualTo(millis);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "1994-11-06T08:49:37Z",
        "Sun, 06 anF 1994 08:49:37 GMT",
        "Sun, 06 Xyz 1994 08:49:37 GMT",
        "Sun, 31 Feb 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 25:49:37 GMT",
        "Sun, 0x Nov 1994 08:49:37 GMT"
      })
  void readsNothingElse(String text) {
    assertThat(HttpDate.millis(text)).isZero();
  }
}
