package io.tern.orchestrator.api.submission;

import com.fasterxml.jackson.core.JsonFactory;
import io.tern.orchestrator.api.exchange.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** Any body of a submission, in any of its forms and in pieces of any size. */
public final class SubmissionFuzz {
  private static final JsonFactory JSON = TokenFeed.factory(Limits.DEFAULT);
  private static final long NOW = 1_800_000_000_000L;

  private SubmissionFuzz() {}

  /**
   * A body is a job or is refused.
   *
   * @param data the form and the size of pieces, then the body
   */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length < 2) {
      return;
    }
    try {
      read(data[0], Byte.toUnsignedInt(data[1]) + 1, Arrays.copyOfRange(data, 2, data.length));
    } catch (Refusal e) {
      // As it should be.
    }
  }

  private static void read(byte kind, int piece, byte[] body) {
    JobBuilder job = new JobBuilder(Limits.DEFAULT, part -> {});
    Envelope envelope = new Envelope(Limits.DEFAULT, job::add);
    Form form = new Form((kind & 1) != 0, (kind & 2) != 0, Optional.empty());
    Form.Feed feed = feed(form, envelope);
    for (int from = 0; from < body.length; from += piece) {
      feed.feed(Arrays.copyOfRange(body, from, Math.min(body.length, from + piece)));
    }
    feed.end();
    var unused =
        job.finish(
            new JobRules(envelope.params(), job.tally(), Duration.ofHours(1)).header(NOW).build());
    feed.close();
  }

  private static Form.Feed feed(Form form, Envelope envelope) {
    try {
      return form.feed(new TokenFeed(JSON, Limits.DEFAULT, form.decoder(), envelope));
    } catch (IOException e) {
      throw new UncheckedIOException("in memory", e);
    }
  }
}
