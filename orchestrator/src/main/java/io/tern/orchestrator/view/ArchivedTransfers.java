package io.tern.orchestrator.view;

import io.tern.orchestrator.journal.Ids;
import io.tern.orchestrator.journal.wire.Archived;
import io.tern.orchestrator.journal.wire.FileText;
import io.tern.orchestrator.journal.wire.FileTexts;
import io.tern.orchestrator.journal.wire.TransferRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Reads jobs and transfers out of the records of the archive. */
public final class ArchivedTransfers {
  private ArchivedTransfers() {}

  /** The job that a first part speaks of; later ones may lack its header. */
  public static StoredJob job(Archived first) {
    return new StoredJob(
        Ids.uuid(first.getJobId()), first.getPart().getHeader(), first.getRecord());
  }

  /** The transfers of one part of a job, in the order of their ids. */
  public static void each(StoredJob job, Archived archived, Consumer<StoredTransfer> each) {
    Map<Long, TransferRecord> records = new HashMap<>();
    for (int i = 0; i < archived.getTransferCount(); i++) {
      records.put(archived.getTransfer(i), archived.getTransferRecord(i));
    }
    FileTexts texts = Stored.parse(FileTexts.parser(), archived.getPart().getTexts());
    new TransferWalk(
            job, (row, i) -> Stored.parse(FileText.parser(), texts.getFile(i)), records::get)
        .over(archived.getPart(), each);
  }
}
