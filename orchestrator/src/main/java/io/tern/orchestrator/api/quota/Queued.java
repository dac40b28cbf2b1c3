package io.tern.orchestrator.api.quota;

import io.tern.orchestrator.api.exchange.Reading;
import io.tern.orchestrator.view.JobMark;
import io.tern.orchestrator.view.JobPage;
import io.tern.orchestrator.view.JobQuery;
import io.tern.orchestrator.view.JobReader;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many transfers a VO's unfinished jobs have, counted in the view at most every few seconds and
 * never further than its quota. Nobody waits while they are counted again. For many threads.
 */
final class Queued {
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final int PAGE = 1_000;

  /** VOs remembered; beyond, those that have not asked for longest are counted anew. */
  private static final int VOS = 1_000;

  /**
   * @param before what was counted last, to go by until {@code transfers} is known
   */
  private record Count(Future<Long> transfers, Future<Long> before, long atNanos) {
    boolean isOver(long now) {
      return transfers.failed() || transfers.isComplete() && now - atNanos > FRESH_NANOS;
    }

    Future<Long> told() {
      return transfers.succeeded() || !before.succeeded() ? transfers : before;
    }
  }

  private final JobReader reader;
  private final Reading reading;
  private final LongSupplier nanos;
  private final Map<String, Count> counts =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
          return size() > VOS;
        }
      };

  Queued(JobReader reader, Reading reading, LongSupplier nanos) {
    this.reader = reader;
    this.reading = reading;
    this.nanos = nanos;
  }

  /** As many as there are, or {@code enough} when there are more. */
  synchronized Future<Long> of(String vo, long enough) {
    long now = nanos.getAsLong();
    Count known = counts.get(vo);
    if (known == null || known.isOver(now)) {
      Future<Long> counting = reading.read(() -> count(vo, enough));
      known = new Count(counting, known == null ? counting : known.told(), now);
      counts.put(vo, known);
    }
    return known.told();
  }

  private long count(String vo, long enough) {
    long transfers = 0;
    Optional<JobMark> seen = Optional.empty();
    do {
      JobPage page = reader.page(unfinished(vo), seen);
      transfers += page.jobs().stream().mapToLong(job -> job.record().getTransfers()).sum();
      seen = page.next();
    } while (seen.isPresent() && transfers < enough);
    return Math.min(transfers, enough);
  }

  private static JobQuery unfinished(String vo) {
    return new JobQuery(
        Optional.of(vo),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        true,
        0,
        PAGE);
  }
}
