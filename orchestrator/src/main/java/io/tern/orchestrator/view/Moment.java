package io.tern.orchestrator.view;

import com.google.protobuf.Parser;
import io.tern.orchestrator.journal.Keys;
import io.tern.orchestrator.journal.wire.AttemptRecord;
import io.tern.orchestrator.journal.wire.FileTexts;
import io.tern.orchestrator.journal.wire.JobHeader;
import io.tern.orchestrator.journal.wire.JobRecord;
import io.tern.orchestrator.journal.wire.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.rocksdb.ReadOptions;
import org.rocksdb.Snapshot;

/** The store as it stands after one batch, whatever is applied meanwhile. One thread. */
final class Moment implements JobReader, AutoCloseable {
  private final Disk disk;
  private final WideCancels cancels;
  private final Renderings renderings;
  private final long asOf;
  private final Snapshot snapshot;
  private final ReadOptions options;

  /**
   * @param asOf number of the last batch that was applied before this moment
   * @param cancels as of this moment or a little before, never after it: what they mean is then
   *     either here as they left it, or shown so
   */
  Moment(Disk disk, Renderings renderings, long asOf, WideCancels cancels) {
    this.disk = disk;
    this.renderings = renderings;
    this.asOf = asOf;
    this.cancels = cancels;
    this.snapshot = disk.snapshot();
    this.options = new ReadOptions().setSnapshot(snapshot);
  }

  @Override
  public Optional<StoredJob> job(UUID job) {
    return Optional.ofNullable(isAsRecorded() ? renderings.job(job, asOf) : null)
        .or(() -> record(job).flatMap(record -> job(job, record)));
  }

  /** The job of a record, as a reader sees it. */
  Optional<StoredJob> job(UUID job, JobRecord record) {
    return header(job).map(header -> cancels.shown(new StoredJob(job, header, record)));
  }

  /** Whether all is as the records say. */
  boolean isAsRecorded() {
    return cancels.areNone();
  }

  @Override
  public Optional<StoredJob> holding(long transfer) {
    return new TransferSearch(this, transfer).run();
  }

  @Override
  public void transfers(StoredJob job, Consumer<StoredTransfer> each) {
    try (Cursor changes = over(Family.TRANSFERS)) {
      TransferWalk walk = walk(job, changes);
      for (int part = 0; part < job.record().getParts(); part++) {
        walk.over(row(job.id(), part), each);
      }
    }
  }

  @Override
  public Optional<StoredTransfer> transfer(StoredJob job, long transfer) {
    long index = transfer - job.record().getFirstTransfer();
    if (index < 0 || index >= job.record().getTransfers()) {
      return Optional.empty();
    }
    Part row = rowHolding(job, (int) index);
    try (Cursor changes = over(Family.TRANSFERS)) {
      changes.first(Keys.transfer(job.id(), transfer));
      TransferWalk walk = new TransferWalk(job, new TextWalk(this, job.id()), changes);
      return Optional.of(walk.at(row, (int) index - row.getFirstIndex()));
    }
  }

  /** While wide cancels are carried out a job is not as its records say, so nothing is kept. */
  @Override
  public byte[] rendering(StoredJob job, String form, Supplier<byte[]> make) {
    return isAsRecorded() ? renderings.text(job, form, asOf, make) : make.get();
  }

  @Override
  public List<AttemptRecord> attempts(UUID job, long transfer) {
    byte[] ofTransfer =
        Arrays.copyOf(Keys.attempt(job, transfer, 0), Keys.transfer(job, transfer).length);
    List<AttemptRecord> attempts = new ArrayList<>();
    try (Cursor ended = over(Family.ATTEMPTS).first(ofTransfer)) {
      for (; ended.here(); ended.next()) {
        attempts.add(Stored.parse(AttemptRecord.parser(), ended.value()));
      }
    }
    return attempts;
  }

  @Override
  public List<StoredJob> list(JobQuery query) {
    return new Listing(this, query).page(Optional.empty()).jobs();
  }

  @Override
  public JobPage page(JobQuery query, Optional<JobMark> seen) {
    return new Listing(this, query).page(seen);
  }

  @Override
  public void transfers(StoredJob job, int from, int most, Consumer<StoredTransfer> each) {
    int end = Math.min(job.record().getTransfers(), from + most);
    if (from >= end) {
      return;
    }
    try (Cursor changes = over(Family.TRANSFERS)) {
      TransferWalk walk = walk(job, changes);
      Part row = rowHolding(job, from);
      for (int index = from; index < end; index++) {
        if (index >= row.getFirstIndex() + row.getSourceCount()) {
          row = row(job.id(), row.getPart() + 1);
        }
        each.accept(walk.at(row, index - row.getFirstIndex()));
      }
    }
  }

  @Override
  public void files(FileQuery query, BiConsumer<StoredJob, StoredTransfer> each) {
    new FileSearch(this, query, each).run();
  }

  @Override
  public Map<String, AtWork> atWork() {
    return AtWork.of(this);
  }

  /** As the journal has it. */
  Optional<JobRecord> record(UUID job) {
    return get(Family.JOBS, Keys.job(job), JobRecord.parser());
  }

  /** Empty once retention has begun to remove the job. */
  Optional<JobHeader> header(UUID job) {
    return get(Family.HEADERS, Keys.job(job), JobHeader.parser());
  }

  /**
   * @throws IllegalStateException the part is not there
   */
  Part row(UUID job, int part) {
    return need(get(Family.ROWS, Keys.part(job, part), Part.parser()), job, part);
  }

  /**
   * @throws IllegalStateException the part, or so large a part, is not there
   */
  FileTexts bundle(UUID job, int part, int bundle) {
    byte[] key = Bundles.key(Keys.part(job, part), bundle);
    return need(get(Family.TEXTS, key, FileTexts.parser()), job, part);
  }

  /** All texts of a part. */
  FileTexts texts(UUID job, Part row) {
    FileTexts.Builder all = FileTexts.newBuilder();
    for (int n = 0; n < Bundles.count(row.getSourceCount()); n++) {
      all.mergeFrom(bundle(job, row.getPart(), n));
    }
    return all.build();
  }

  /** Over the transfers of a job in their order, from the first on. */
  TransferWalk walk(StoredJob job, Cursor changes) {
    return new TransferWalk(
        job, new TextWalk(this, job.id()), changes.first(Keys.prefix(Keys.TRANSFER, job.id())));
  }

  Cursor over(Family family) {
    return disk.over(family, options);
  }

  @Override
  public void close() {
    options.close();
    disk.release(snapshot);
  }

  private Part rowHolding(StoredJob job, int index) {
    int low = 0;
    int high = job.record().getParts() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (row(job.id(), middle).getFirstIndex() <= index) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return row(job.id(), low);
  }

  private <T> Optional<T> get(Family family, byte[] key, Parser<T> parser) {
    return Optional.ofNullable(disk.get(family, options, key)).map(it -> Stored.parse(parser, it));
  }

  private static <T> T need(Optional<T> found, UUID job, int part) {
    return found.orElseThrow(() ->
        new IllegalStateException("part " + part + " of job " + job + " is not in the store"));
  }
}
