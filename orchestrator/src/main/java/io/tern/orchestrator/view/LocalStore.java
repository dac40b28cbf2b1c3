package io.tern.orchestrator.view;

import io.tern.orchestrator.journal.wire.AttemptRecord;
import io.tern.orchestrator.journal.wire.FileText;
import io.tern.orchestrator.journal.wire.FileTexts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A node's own copy of the journal on its disk, with the indexes that questions need. It holds
 * committed steps only, data and position in one write, so it may be killed at any time; what it
 * lost then, the journal still has. Reads may run in any thread while one thread applies. After
 * {@link #close} every call but {@link #bytes} fails with {@link IllegalStateException}; disk
 * errors are {@link java.io.UncheckedIOException}.
 */
public final class LocalStore implements JobReader, AutoCloseable {
  private final Path path;
  private final Origin origin;
  private final Disk disk;
  private final TextCache texts;
  private final Renderings renderings;
  private final ReadWriteLock life = new ReentrantReadWriteLock();
  private boolean closed;

  /** How many have been applied. */
  private volatile long batches;

  /** Set after the batch that says so is written, and read before a moment is taken. */
  private volatile WideCancels cancels;

  private LocalStore(Path path, Origin origin, Disk disk, StoreSettings settings) {
    this.path = path;
    this.origin = origin;
    this.disk = disk;
    this.texts = new TextCache(settings.textCacheBytes());
    this.renderings = new Renderings(settings.renderingBytes(), System::nanoTime);
    this.cancels = WideCancels.of(applied(disk).position());
  }

  /**
   * Opens the store in {@code path}, a directory of its own. A store of another origin, one that is
   * condemned or damaged, and one older than {@link StoreSettings#staleAfter} is deleted and made
   * anew, which the log says.
   *
   * @param nowMs wall clock
   * @throws java.io.UncheckedIOException the disk fails, or another process has the store open
   */
  public static LocalStore open(Path path, Origin expected, StoreSettings settings, long nowMs) {
    Disk disk = new Opening(path, expected, settings, nowMs).open();
    return new LocalStore(path, expected, disk, settings);
  }

  public Origin origin() {
    return origin;
  }

  /** How far the store came: where to go on reading the journal. */
  public Applied applied() {
    return alive(() -> applied(disk));
  }

  private static Applied applied(Disk disk) {
    return Optional.ofNullable(disk.meta(Progress.KEY))
        .map(Progress::applied)
        .orElse(Applied.NOTHING);
  }

  /** Applies a batch, wholly or not at all. Calls must not overlap. */
  public void apply(Batch batch) {
    alive(() -> {
      long number = batches + 1;
      batch.touched().forEach(job -> renderings.touch(job, number));
      try (BatchWriter writer = new BatchWriter(disk, texts)) {
        writer.write(batch);
      }
      cancels = WideCancels.of(batch.upTo().position());
      batches = number;
      renderings.forgetIdle();
      return batch;
    });
  }

  /** Hands over what a restart needs, in the calling thread, from one moment. */
  public void restore(Restored visitor) {
    at(moment -> {
      new Restoring(moment, visitor).run();
      return visitor;
    });
  }

  /**
   * The text of one transfer of a job, by its part and its place in the part, from 0. Texts asked
   * for lately, and those beside them, are in memory.
   *
   * @throws IllegalStateException the store has no such part, or none of it that far
   * @throws IllegalArgumentException the part has no such place
   */
  public FileText text(UUID job, int part, int indexInPart) {
    TextCache.Key key = new TextCache.Key(job, part, Bundles.of(indexInPart));
    FileTexts bundle = texts.get(key);
    if (bundle == null) {
      bundle = at(moment -> moment.bundle(job, part, key.bundle()));
      texts.put(key, bundle);
    }
    return Bundles.text(bundle, indexInPart);
  }

  /**
   * What it takes, on disk and in memory; 0 after {@link #close}, since scrapes go on till then.
   */
  public long bytes() {
    life.readLock().lock();
    try {
      return closed ? 0 : disk.bytes();
    } finally {
      life.readLock().unlock();
    }
  }

  /** How many transfers the ended jobs of this store have. */
  public long endedTransfers() {
    return alive(() -> Progress.number(disk.meta(Progress.ENDED_KEY)));
  }

  /**
   * What to remove next of ended jobs, the oldest first: those that ended before a time, and
   * whichever are too many. The store itself forgets them when their removal is applied.
   *
   * @param mostTransfers of ended jobs that are kept
   * @param mostKeys of one slice
   */
  public Expired expired(long endedBeforeMs, long mostTransfers, int mostKeys) {
    long tooMany = endedTransfers() - mostTransfers;
    return at(moment -> new Expiring(moment, endedBeforeMs, tooMany, mostKeys).next());
  }

  /**
   * Those of {@code names} that jobs name which have not ended. Takes time by all that they have
   * waiting.
   */
  public Set<String> neededTokens(Set<String> names) {
    return at(moment -> new NeededTokens(moment, names).find());
  }

  /** Where to go on reading the archive's topic. */
  public long archivedTo() {
    return alive(() -> new ArchiveIndex(disk).next());
  }

  /**
   * Notes what stands in the archive's topic. May run beside {@link #apply}; calls of this must not
   * overlap.
   *
   * @param next offset of the first record that was not looked at
   */
  public void archived(List<ArchivedPart> parts, long next) {
    alive(() -> {
      new ArchiveIndex(disk).add(parts, next);
      return parts;
    });
  }

  /** Where the parts of a removed job stand in the archive's topic, in their order. */
  public List<Long> archived(UUID job) {
    return alive(() -> new ArchiveIndex(disk).offsets(job));
  }

  /** Forgets what the archive's topic has let go of; takes time by all that it holds. */
  public void forgetArchivedBefore(long offset) {
    alive(() -> {
      new ArchiveIndex(disk).forgetBefore(offset);
      return offset;
    });
  }

  /** Has the store made anew when it is opened next, since what it holds was found wrong. */
  public void condemn(String reason) {
    Opening.condemn(path, reason);
  }

  @Override
  public <T> T together(Function<JobReader, T> questions) {
    return at(questions::apply);
  }

  @Override
  public Optional<StoredJob> job(UUID job) {
    return at(moment -> moment.job(job));
  }

  @Override
  public Optional<StoredJob> holding(long transfer) {
    return at(moment -> moment.holding(transfer));
  }

  @Override
  public void transfers(StoredJob job, Consumer<StoredTransfer> each) {
    at(moment -> {
      moment.transfers(job, each);
      return job;
    });
  }

  @Override
  public Optional<StoredTransfer> transfer(StoredJob job, long transfer) {
    return at(moment -> moment.transfer(job, transfer));
  }

  @Override
  public List<AttemptRecord> attempts(UUID job, long transfer) {
    return at(moment -> moment.attempts(job, transfer));
  }

  @Override
  public List<StoredJob> list(JobQuery query) {
    return at(moment -> moment.list(query));
  }

  @Override
  public JobPage page(JobQuery query, Optional<JobMark> seen) {
    return at(moment -> moment.page(query, seen));
  }

  @Override
  public void transfers(StoredJob job, int from, int most, Consumer<StoredTransfer> each) {
    at(moment -> {
      moment.transfers(job, from, most, each);
      return job;
    });
  }

  @Override
  public void files(FileQuery query, BiConsumer<StoredJob, StoredTransfer> each) {
    at(moment -> {
      moment.files(query, each);
      return query;
    });
  }

  @Override
  public Map<String, AtWork> atWork() {
    return at(Moment::atWork);
  }

  /** Waits for calls that have begun. */
  @Override
  public void close() {
    life.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        disk.close();
      }
    } finally {
      life.writeLock().unlock();
    }
  }

  private <T> T at(Function<Moment, T> question) {
    return alive(() -> {
      try (Moment moment = new Moment(disk, renderings, batches, cancels)) {
        return question.apply(moment);
      }
    });
  }

  private <T> T alive(Supplier<T> call) {
    life.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("store " + path + " is closed");
      }
      return call.get();
    } finally {
      life.readLock().unlock();
    }
  }
}
