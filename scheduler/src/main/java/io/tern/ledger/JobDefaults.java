package io.tern.ledger;

import io.tern.setting.Global;
import io.tern.setting.Settings;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a job gets that does not say itself: as its VO's settings say, else by the rules. */
final class JobDefaults {
  private static final long HOUR_MS = 3_600_000;

  private final Rules rules;
  private final Map<String, Global> globals = new HashMap<>();
  private Settings settings = Settings.NONE;

  JobDefaults(Rules rules) {
    this.rules = rules;
  }

  void settings(Settings next) {
    settings = next;
    globals.clear();
  }

  private Global of(SubmittedJob terms) {
    return globals.computeIfAbsent(terms.vo(), settings::global);
  }

  /** How many retries each transfer has; never any where one replica follows another. */
  int retries(Job job) {
    int asked = job.terms.retry();
    Integer general = of(job.terms).retry();
    if (job.isReplicas()) {
      return 0;
    }
    return asked == 0 && general != null ? general : rules.retries().allowed(asked);
  }

  /**
   * When what still queues of a job is cancelled: by its own word or the settings', the earlier;
   * once there is no token any more to begin with, waiting is in vain.
   */
  long expiresMs(Job job) {
    long queueEndMs = queueEndMs(job);
    return job.terms.hasTokensThatEnd()
        ? Math.min(job.terms.tokensEndMs(), queueEndMs)
        : queueEndMs;
  }

  private long queueEndMs(Job job) {
    long asked = job.terms.expiresMs();
    long hours = orNone(of(job.terms).maxTimeQueueH());
    long limit = hours > 0 ? hours * HOUR_MS : rules.longestQueueMs();
    long general = job.record.acceptedMs() + limit;
    if (asked <= 0) {
      return general;
    }
    return hours > 0 ? Math.min(asked, general) : asked;
  }

  /**
   * FTS: what the job says, else what the settings say for all, else by size.
   *
   * @return 0 when the agent is to find it by the size that it finds
   */
  int timeoutS(SubmittedJob terms, long bytes) {
    if (terms.timeoutS() > 0) {
      return terms.timeoutS();
    }
    Global global = of(terms);
    int general = orNone(global.timeoutS());
    long perMb = orNone(global.secPerMb());
    if (general > 0 || perMb == 0 || bytes <= 0) {
      return general;
    }
    return (int) Math.min(Integer.MAX_VALUE, rules.copyBaseMs() / 1_000 + perMb * (bytes >> 20));
  }

  private static int orNone(@Nullable Integer value) {
    return value == null ? 0 : value;
  }
}
