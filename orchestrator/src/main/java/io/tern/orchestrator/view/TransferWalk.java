package io.tern.orchestrator.view;

import io.tern.orchestrator.journal.Keys;
import io.tern.orchestrator.journal.wire.FileText;
import io.tern.orchestrator.journal.wire.Part;
import io.tern.orchestrator.journal.wire.TransferRecord;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Puts a job's transfers together from its parts and from what has changed, both in id order. */
final class TransferWalk {
  private final StoredJob job;
  private final Texts texts;
  private final LongFunction<@Nullable TransferRecord> changes;

  /** The text of a file of a part, by its place there. */
  interface Texts {
    FileText at(Part row, int inPart);
  }

  TransferWalk(StoredJob job, Texts texts, Cursor changes) {
    this(job, texts, id -> change(changes, id));
  }

  TransferWalk(StoredJob job, Texts texts, LongFunction<@Nullable TransferRecord> changes) {
    this.job = job;
    this.texts = texts;
    this.changes = changes;
  }

  void over(Part row, Consumer<StoredTransfer> each) {
    for (int i = 0; i < row.getSourceCount(); i++) {
      each.accept(at(row, i));
    }
  }

  /** Indexes must not go down from call to call. */
  StoredTransfer at(Part row, int inPart) {
    int index = row.getFirstIndex() + inPart;
    int fileIndex = row.getFileIndex(inPart);
    long id = job.record().getFirstTransfer() + index;
    return new StoredTransfer(
        id,
        index,
        fileIndex,
        row.getStorage(row.getSource(inPart)),
        row.getStorage(row.getDestination(inPart)),
        row.getActivity(row.getShare(inPart)),
        row.getSize(inPart),
        texts.at(row, inPart),
        EffectiveState.seen(job.header(), job.record(), index, changes.apply(id)));
  }

  private static @Nullable TransferRecord change(Cursor changes, long id) {
    while (changes.here()) {
      long changed = Keys.transferOf(changes.key());
      if (changed == id) {
        return Stored.parse(TransferRecord.parser(), changes.value());
      }
      if (changed > id) {
        return null;
      }
      changes.next();
    }
    return null;
  }
}
