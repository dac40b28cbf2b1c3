package io.tern.explain;

import io.tern.forecast.Outlook;
import io.tern.job.Link;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What is likely to come, in words. */
public final class Foretold {
  private Foretold() {}

  /** Of a transfer that waits or runs. */
  public static Reason transfer(Outlook outlook, long nowMs) {
    String start =
        outlook.startMs() == 0 ? "" : "start about " + at(nowMs + outlook.startMs()) + " and ";
    return new Reason(
        "estimate",
        "By what its link and its share have done of late it should "
            + start
            + "be over about "
            + at(nowMs + outlook.endMs())
            + ".");
  }

  /**
   * Of a job.
   *
   * @param last the link of the transfer that is likely to be over last
   */
  public static Reason job(long endMs, Link last) {
    return new Reason(
        "estimate", "It should be over about %s, link %s last.".formatted(at(endMs), last));
  }

  public static Reason nobodyKnows(long transfer) {
    return new Reason(
        "no-estimate",
        "Nobody can say when: nothing that ended of late tells of transfer %d, or it cannot start now."
            .formatted(transfer));
  }

  /**
   * @param endMs 0 if nobody knows
   */
  public static Reason deadline(long deadlineMs, long endMs) {
    String spare =
        endMs == 0 ? "." : ": likely to be " + spare("met", "missed", deadlineMs - endMs);
    return new Reason("deadline", "Its deadline is " + at(deadlineMs) + spare);
  }

  /**
   * Of tokens that nobody renews.
   *
   * @param endMs of the job, 0 if nobody knows
   */
  public static Reason tokens(long untilMs, long endMs) {
    String spare =
        endMs == 0 ? "." : ": likely to be " + spare("long enough", "too short", untilMs - endMs);
    return new Reason(
        "tokens",
        "The tokens that came with it are valid until "
            + at(untilMs)
            + " and are not renewed"
            + spare
            + " What has not started by then is cancelled.");
  }

  private static String spare(String well, String badly, long ms) {
    long seconds = Duration.ofMillis(Math.abs(ms)).toSeconds();
    return ms >= 0
        ? "%s, with %d s to spare.".formatted(well, seconds)
        : "%s, by %d s.".formatted(badly, seconds);
  }

  private static Instant at(long ms) {
    return Instant.ofEpochMilli(ms).truncatedTo(ChronoUnit.SECONDS);
  }
}
