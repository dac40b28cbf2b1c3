package io.tern.orchestrator.journal;

import io.tern.job.StorageName;
import io.tern.job.Urgency;
import io.tern.ledger.SubmittedJob;
import io.tern.ledger.SubmittedPart;
import io.tern.orchestrator.journal.wire.JobHeader;
import io.tern.orchestrator.journal.wire.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parts of submissions from the wire into the columns that the ledger takes. */
public final class PartCodec {
  private PartCodec() {}

  /**
   * @throws IllegalArgumentException columns of different lengths, or a reference into nothing
   */
  public static SubmittedPart submitted(Part part) {
    check(part);
    return new SubmittedPart(
        Ids.uuid(part.getJobId()),
        part.getPart(),
        part.getFirstIndex(),
        storages(part),
        part.getActivityList(),
        ints(part.getSourceList()),
        ints(part.getDestinationList()),
        ints(part.getShareList()),
        ints(part.getFileIndexList()),
        longs(part.getSizeList()),
        longs(part.getDestinationHashList()),
        part.hasHeader() ? terms(part) : null);
  }

  /** The same part once its header is known from elsewhere. */
  public static SubmittedPart submitted(Part part, @Nullable JobHeader header) {
    return submitted(header == null ? part : part.toBuilder().setHeader(header).build());
  }

  private static void check(Part part) {
    int transfers = part.getSourceCount();
    require(part.getJobId().size() == 16, "job_id: " + part.getJobId().size() + " bytes", "16");
    require(part.getDestinationCount() == transfers, "destination column", "as long as source");
    require(part.getShareCount() == transfers, "share column", "as long as source");
    require(part.getFileIndexCount() == transfers, "file_index column", "as long as source");
    require(part.getSizeCount() == transfers, "size column", "as long as source");
    require(part.getDestinationHashCount() == transfers, "destination_hash", "as long as source");
    below(part.getSourceList(), part.getStorageCount(), "source");
    below(part.getDestinationList(), part.getStorageCount(), "destination");
    below(part.getShareList(), part.getActivityCount(), "share");
  }

  private static void below(List<Integer> column, int bound, String name) {
    for (int i = 0; i < column.size(); i++) {
      int value = column.get(i);
      require(value >= 0 && value < bound, name + ": " + value, "below " + bound);
    }
  }

  private static void require(boolean holds, String what, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(what + " (expected: " + expected + ")");
    }
  }

  private static List<StorageName> storages(Part part) {
    return part.getStorageList().stream().map(StorageName::new).toList();
  }

  /** Names are few and jobs are many. */
  private static SubmittedJob terms(Part part) {
    JobHeader header = part.getHeader();
    return new SubmittedJob(
        part.getParts(),
        part.getTransfers(),
        part.getDigest(),
        header.getVo().intern(),
        header.getUserDn().intern(),
        States.kind(header.getKind()),
        Math.clamp(header.getPriority(), 1, 5),
        header.getRetry(),
        header.getRetryDelayS(),
        header.getExpiresMs(),
        header.getTokensEndMs(),
        header.getDeadlineMs() == 0 ? Urgency.NO_DEADLINE : header.getDeadlineMs(),
        header.getBringOnlineS() > 0 || header.getCopyPinLifetimeS() > 0,
        header.getBringOnlineS(),
        header.getArchiveTimeoutS(),
        header.getTimeoutS(),
        header.getFanOut(),
        header.getOrderly(),
        header.getSole());
  }

  private static int[] ints(List<Integer> column) {
    int[] out = new int[column.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = column.get(i);
    }
    return out;
  }

  private static long[] longs(List<Long> column) {
    long[] out = new long[column.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = column.get(i);
    }
    return out;
  }
}
