package io.tern.setting;

import org.jspecify.annotations.Nullable;

/**
 * What jobs get that do not say themselves (FTS's server settings).
 *
 * @param vo whose jobs, {@value #ANY} for all that have none of their own
 * @param retry attempts after a failure; {@code >= 0}
 * @param maxTimeQueueH hours in queue after which what still waits is cancelled; 0 for no limit
 * @param timeoutS of one copy, 0: by size
 * @param secPerMb of a copy, for a time-out by size; 0: the default
 * @param noStreaming whether copies are never streamed through the service
 * @param showUserDn whether user names are shown to others
 * @param checkDuplicates whether a job is refused while a destination of it is to be written by an
 *     unfinished transfer of another job that was so checked (FTS's {@code CheckDuplicates})
 */
public record Global(
    String vo,
    @Nullable Integer retry,
    @Nullable Integer maxTimeQueueH,
    @Nullable Integer timeoutS,
    @Nullable Integer secPerMb,
    @Nullable Boolean noStreaming,
    @Nullable Boolean showUserDn,
    @Nullable Boolean checkDuplicates)
    implements Setting {
  public static final String ANY = "*";

  public Global {
    Rule.named("vo_name", vo);
    Rule.range("retry", retry, 0, 1_000);
    Rule.range("max_time_queue", maxTimeQueueH, 0, 24 * 366);
    Rule.range("global_timeout", timeoutS, 0, 366 * 86_400);
    Rule.range("sec_per_mb", secPerMb, 0, 86_400);
  }

  public static Global unset(String vo) {
    return new Global(vo, null, null, null, null, null, null, null);
  }

  @Override
  public String name() {
    return nameOf(vo);
  }

  public static String nameOf(String vo) {
    return "global/" + vo;
  }

  /** What is not set here as another says. */
  Global or(Global other) {
    return new Global(
        vo,
        Rule.or(retry, other.retry),
        Rule.or(maxTimeQueueH, other.maxTimeQueueH),
        Rule.or(timeoutS, other.timeoutS),
        Rule.or(secPerMb, other.secPerMb),
        Rule.or(noStreaming, other.noStreaming),
        Rule.or(showUserDn, other.showUserDn),
        Rule.or(checkDuplicates, other.checkDuplicates));
  }
}
