package io.tern.orchestrator.view;

import io.tern.orchestrator.journal.Ids;
import io.tern.orchestrator.journal.Keys;
import io.tern.orchestrator.journal.wire.FileText;
import io.tern.orchestrator.journal.wire.FileTexts;
import io.tern.orchestrator.journal.wire.JobHeader;
import io.tern.orchestrator.journal.wire.JobRecord;
import io.tern.orchestrator.journal.wire.Kind;
import io.tern.orchestrator.journal.wire.Part;
import io.tern.orchestrator.journal.wire.State;
import io.tern.orchestrator.journal.wire.TransferRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A submission of {@code transfers} transfers in parts of {@code perPart}, and its records. */
record SampleJob(UUID id, JobHeader header, long firstTransfer, int transfers, int perPart) {

  /** The job that was accepted as number {@code number}, in its own second. */
  static SampleJob numbered(int number, int transfers, int perPart) {
    JobHeader header =
        JobHeader.newBuilder()
            .setVo("atlas")
            .setUserDn("/DC=ch/CN=rucio")
            .setCredentialId("cred-1")
            .setSubmitHost("node-1")
            .setSubmitMs(1000L * number)
            .setKind(Kind.REGULAR)
            .setPriority(3)
            .setSourceSe("https://a.example")
            .setDestSe("https://b.example")
            .build();
    UUID id = new UUID(0x9E3779B97F4A7C15L * number, number);
    return new SampleJob(id, header, 1L + (long) number * transfers, transfers, perPart);
  }

  SampleJob with(JobHeader.Builder changed) {
    return new SampleJob(id, changed.build(), firstTransfer, transfers, perPart);
  }

  int parts() {
    return (transfers + perPart - 1) / perPart;
  }

  List<Part> allParts() {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < parts(); i++) {
      parts.add(part(i));
    }
    return parts;
  }

  Part part(int number) {
    int first = number * perPart;
    int end = Math.min(transfers, first + perPart);
    Part.Builder part =
        Part.newBuilder()
            .setJobId(Ids.bytes(id))
            .setPart(number)
            .setFirstIndex(first)
            .addStorage("https://a.example")
            .addStorage("https://b.example")
            .addActivity("Production")
            .addToken(token(number));
    FileTexts.Builder texts = FileTexts.newBuilder();
    for (int i = first; i < end; i++) {
      part.addSource(0).addDestination(1).addShare(0).addFileIndex(i).addSize(1000L + i);
      part.addDestinationHash(0x9E3779B97F4A7C15L * (firstTransfer + i));
      texts.addFile(text(i).toByteString());
    }
    part.setTexts(texts.build().toByteString());
    return number < parts() - 1
        ? part.build()
        : part.setHeader(header).setParts(parts()).setTransfers(transfers).build();
  }

  FileText text(int index) {
    String path = "/data/" + id + "/file-" + index;
    return FileText.newBuilder()
        .setSourceUrl("https://a.example" + path)
        .setDestinationUrl("https://b.example" + path)
        .setChecksum("ADLER32:0a0b0c0d")
        .build();
  }

  /** The name of the token that the transfers of a part use. */
  String token(int part) {
    return "token-" + transfer(part * perPart);
  }

  long transfer(int index) {
    return firstTransfer + index;
  }

  JobRecord.Builder record(State state) {
    return JobRecord.newBuilder()
        .setFirstTransfer(firstTransfer)
        .setTransfers(transfers)
        .setParts(parts())
        .setPriority(3)
        .setState(state)
        .setAcceptedMs(header.getSubmitMs());
  }

  /** The batch that accepts the job whole. */
  void acceptedIn(Batch batch) {
    allParts().forEach(part -> putPart(batch, part));
    batch.put(Keys.job(id), record(State.STATE_UNSPECIFIED).build().toByteArray());
    batch.job(id, record(State.SUBMITTED).build());
  }

  void putPart(Batch batch, Part part) {
    batch.put(Keys.part(id, part.getPart()), part.toByteArray());
  }

  void putTransfer(Batch batch, int index, State state) {
    TransferRecord record =
        TransferRecord.newBuilder().setState(state).setAttempt(1).setSinceMs(7).build();
    batch.put(Keys.transfer(id, transfer(index)), record.toByteArray());
  }
}
