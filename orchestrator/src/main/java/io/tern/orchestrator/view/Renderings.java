package io.tern.orchestrator.view;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was told of jobs, kept for those who ask again while nothing of the job has changed: clients
 * poll all that they wait for, and most of that waits too. Any thread, but for {@link #touch}.
 */
final class Renderings {
  /** Longer texts are made anew. */
  private static final int LONGEST = 64 << 10;

  /** Heap that a job and a text take beside their bytes, an estimate. */
  private static final int OVERHEAD = 400;

  private static final long IDLE_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final long budget;
  private final LongSupplier nanos;
  private final LastTouched touched = new LastTouched();
  private final Map<UUID, Told> newestLast = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /**
   * @param budget bytes of heap
   * @param nanos monotonic
   */
  Renderings(long budget, LongSupplier nanos) {
    this.budget = budget;
    this.nanos = nanos;
  }

  /** A job as it was when all batches up to {@code asOf} had been applied, and perhaps more. */
  private static final class Told {
    final StoredJob job;
    final long asOf;
    final Map<String, Packed> texts = new HashMap<>(2);
    long askedNanos;
    long weight;

    Told(StoredJob job, long asOf) {
      this.job = job;
      this.asOf = asOf;
      this.weight =
          OVERHEAD + 2L * (job.header().getSerializedSize() + job.record().getSerializedSize());
    }
  }

  /** A job is about to be changed by a batch; before that is to be seen. One thread. */
  void touch(UUID job, long batch) {
    touched.touch(job, batch);
  }

  /**
   * The job, if it is known how it stands.
   *
   * @param asOf the asker sees all batches up to this one
   */
  synchronized @Nullable StoredJob job(UUID job, long asOf) {
    Told told = current(job, asOf);
    return told == null ? null : told.job;
  }

  /**
   * The text of a job in a form, made by {@code make} if it is not known.
   *
   * @param job as the asker sees it
   */
  byte[] text(StoredJob job, String form, long asOf, Supplier<byte[]> make) {
    Packed known = find(job.id(), form, asOf);
    if (known != null) {
      return known.text();
    }
    byte[] made = make.get();
    if (made.length <= LONGEST) {
      keep(job, form, asOf, Packed.of(made));
    }
    return made;
  }

  synchronized void forgetIdle() {
    forget(Long.MAX_VALUE);
  }

  synchronized long bytes() {
    return bytes;
  }

  private synchronized @Nullable Packed find(UUID job, String form, long asOf) {
    Told told = current(job, asOf);
    return told == null ? null : told.texts.get(form);
  }

  private @Nullable Told current(UUID job, long asOf) {
    Told told = newestLast.get(job);
    if (told == null || touched.of(job) > Math.min(told.asOf, asOf)) {
      return null;
    }
    told.askedNanos = nanos.getAsLong();
    return told;
  }

  private synchronized void keep(StoredJob job, String form, long asOf, Packed text) {
    if (touched.of(job.id()) > asOf) {
      return;
    }
    Told told = current(job.id(), asOf);
    if (told == null) {
      told = begin(job, asOf);
    }
    if (told.texts.putIfAbsent(form, text) == null) {
      long more = text.block().length + form.length() + OVERHEAD;
      told.weight += more;
      bytes += more;
    }
    forget(budget);
  }

  private Told begin(StoredJob job, long asOf) {
    Told told = new Told(job, asOf);
    told.askedNanos = nanos.getAsLong();
    Told before = newestLast.put(job.id(), told);
    bytes += told.weight - (before == null ? 0 : before.weight);
    return told;
  }

  /** Those that nobody asked for lately, and the oldest until no more than {@code most} is left. */
  private void forget(long most) {
    long now = nanos.getAsLong();
    Iterator<Told> oldest = newestLast.values().iterator();
    while (oldest.hasNext()) {
      Told told = oldest.next();
      if (bytes <= most && now - told.askedNanos < IDLE_NANOS) {
        return;
      }
      bytes -= told.weight;
      oldest.remove();
    }
  }
}
