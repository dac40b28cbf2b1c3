package io.tern.orchestrator.api.submission;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tern.orchestrator.api.exchange.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits hold however the network cuts a body. */
class TokenFeedTest {
  private static final Limits LIMITS = Limits.DEFAULT;
  private static final String LONG = "y".repeat(LIMITS.string() + 1);

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1_000, 4_096, 8_192, 16_384, 32_768, 65_536, 65_540, 65_545, 100_000})
  void aTextThatIsTooLongIsRefused(int piece) {
    assertRefused("{\"x\":\"" + LONG + "\"}", piece, "length");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1_000, 4_096, 8_192, 16_384, 32_768, 65_536, 65_540, 65_545, 100_000})
  void aNameThatIsTooLongIsRefused(int piece) {
    assertRefused("{\"" + LONG + "\":1}", piece, "length");
  }

  private static void assertRefused(String body, int piece, String reason) {
    assertThatThrownBy(() -> feed(body.getBytes(StandardCharsets.UTF_8), piece))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(reason);
  }

  private static void feed(byte[] body, int piece) throws IOException {
    Envelope envelope = new Envelope(LIMITS, entry -> {});
    TokenFeed feed = new TokenFeed(TokenFeed.factory(LIMITS), LIMITS, null, envelope);
    for (int from = 0; from < body.length; from += piece) {
      feed.feed(Arrays.copyOfRange(body, from, Math.min(body.length, from + piece)));
    }
    feed.end();
  }
}
