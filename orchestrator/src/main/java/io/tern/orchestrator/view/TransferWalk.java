package io.tern.orchestrator.view;

import io.tern.orchestrator.journal.Keys;
import io.tern.orchestrator.journal.wire.FileText;
import io.tern.orchestrator.journal.wire.FileTexts;
import io.tern.orchestrator.journal.wire.Part;
import io.tern.orchestrator.journal.wire.TransferRecord;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Puts a job's transfers together from its parts and from what has changed, both in id order. */
final class TransferWalk {
  private final StoredJob job;
  private final LongFunction<@Nullable TransferRecord> changes;

  TransferWalk(StoredJob job, Cursor changes) {
    this(job, id -> change(changes, id));
  }

  TransferWalk(StoredJob job, LongFunction<@Nullable TransferRecord> changes) {
    this.job = job;
    this.changes = changes;
  }

  void over(Part row, FileTexts texts, Consumer<StoredTransfer> each) {
    for (int i = 0; i < row.getSourceCount(); i++) {
      each.accept(at(row, texts, i));
    }
  }

  /** Indexes must not go down from call to call. */
  StoredTransfer at(Part row, FileTexts texts, int inPart) {
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
        textAt(texts, inPart),
        EffectiveState.seen(job.header(), job.record(), index, changes.apply(id)));
  }

  /**
   * @throws IllegalArgumentException the part holds fewer files
   * @throws UncheckedIOException the text does not parse
   */
  static FileText textAt(FileTexts texts, int inPart) {
    if (inPart < 0 || inPart >= texts.getFileCount()) {
      throw new IllegalArgumentException(
          "file " + inPart + " (expected: below " + texts.getFileCount() + ")");
    }
    return Stored.parse(FileText.parser(), texts.getFile(inPart));
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
