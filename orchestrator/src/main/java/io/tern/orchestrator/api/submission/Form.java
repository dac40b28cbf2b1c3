package io.tern.orchestrator.api.submission;

import io.tern.orchestrator.api.exchange.PercentDecoder;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a submission is written, and under which id.
 *
 * @param percentEncoded whether its JSON is percent-encoded
 * @param lines whether it is {@code params} on the first line and a file on each further one
 * @param id given by the caller, so that the same job cannot come twice; empty: by {@code params}
 */
public record Form(boolean percentEncoded, boolean lines, Optional<UUID> id) {
  static final Form JSON = new Form(false, false, Optional.empty());
  static final Form PERCENT_ENCODED = new Form(true, false, Optional.empty());

  /** Takes the pieces of a body. */
  interface Feed {
    void feed(byte[] piece);

    void end();

    void close();
  }

  @Nullable PercentDecoder decoder() {
    return percentEncoded ? new PercentDecoder() : null;
  }

  Feed feed(TokenFeed tokens) {
    return lines ? new LineFeed(tokens) : tokens;
  }
}
