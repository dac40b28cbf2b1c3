package io.tern.orchestrator.api.submission;

import com.google.protobuf.ByteString;
import io.tern.job.DestinationHash;
import io.tern.orchestrator.journal.wire.FileText;
import io.tern.orchestrator.journal.wire.FileTexts;
import io.tern.orchestrator.journal.wire.Part;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A part of a submission while transfers are added to it. */
final class PartBuilder {
  private final Part.Builder part = Part.newBuilder();
  private final FileTexts.Builder texts = FileTexts.newBuilder();
  private final Map<String, Integer> storages = new HashMap<>();
  private final Map<String, Integer> activities = new HashMap<>();
  private final Set<String> tokens = new LinkedHashSet<>();
  private long bytes;

  PartBuilder(int number, int firstIndex) {
    part.setPart(number).setFirstIndex(firstIndex);
  }

  boolean isEmpty() {
    return part.getSourceCount() == 0;
  }

  /** About its size as a record. */
  long bytes() {
    return bytes;
  }

  /** Adds all pairs of an entry. */
  void add(Entry entry, int fileIndex, Tally tally) {
    bytes += entry.bytes();
    tally.entry(entry);
    entry.tokens().collect(tokens);
    FileText.Builder text = text(entry);
    int share = index(activities, entry.activity());
    long size = entry.size();
    for (int s = 0; s < entry.sources().size(); s++) {
      TransferUrl source = entry.sources().get(s);
      text.setSourceUrl(source.text()).setSourceToken(entry.tokens().ofSource(s));
      for (int d = 0; d < entry.destinations().size(); d++) {
        TransferUrl destination = entry.destinations().get(d);
        long hash = DestinationHash.of(destination.text());
        tally.transfer(source, destination, hash);
        text.setDestinationUrl(destination.text())
            .setDestinationToken(entry.tokens().ofDestination(d));
        texts.addFile(text.build().toByteString());
        part.addSource(index(storages, source.storage()))
            .addDestination(index(storages, destination.storage()))
            .addShare(share)
            .addFileIndex(fileIndex)
            .addSize(size)
            .addDestinationHash(hash);
      }
    }
  }

  private int index(Map<String, Integer> table, String name) {
    Integer known = table.get(name);
    if (known != null) {
      return known;
    }
    if (table == storages) {
      part.addStorage(name);
    } else {
      part.addActivity(name);
    }
    table.put(name, table.size());
    return table.size() - 1;
  }

  private static FileText.Builder text(Entry entry) {
    return FileText.newBuilder()
        .setChecksum(entry.checksum())
        .setMetadata(entry.metadata("metadata"))
        .setStagingMetadata(entry.metadata("staging_metadata"))
        .setArchiveMetadata(entry.metadata("archive_metadata"))
        .setSelectionStrategy(entry.strategy())
        .setScitag(entry.scitag());
  }

  Part.Builder finish() {
    ByteString packed = texts.build().toByteString();
    return part.setTexts(packed).addAllToken(tokens);
  }
}
