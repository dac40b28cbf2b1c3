package io.tern.orchestrator.api.fts3.element;

import static io.tern.orchestrator.api.fts3.element.Fields.jsonOrNull;
import static io.tern.orchestrator.api.fts3.element.Fields.textOrNull;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tern.orchestrator.api.identity.NameUuid;
import io.tern.orchestrator.event.FileMetadata;
import io.tern.orchestrator.journal.LedgerCodec;
import io.tern.orchestrator.journal.States;
import io.tern.orchestrator.journal.wire.FileText;
import io.tern.orchestrator.journal.wire.Kind;
import io.tern.orchestrator.journal.wire.State;
import io.tern.orchestrator.journal.wire.TransferRecord;
import io.tern.orchestrator.view.StoredJob;
import io.tern.orchestrator.view.StoredTransfer;
import java.io.IOException;

/** FTS's file object (FTS REST, "File object"). */
public final class FileFields {
  private static final double MIB = 1024.0 * 1024.0;

  public static final Fields<FileView> FIELDS =
      new Fields<FileView>()
          .add("file_id", (out, file) -> out.writeNumber(file.transfer().id()))
          .add("hashed_id", (out, file) -> out.writeNumber(hashedId(file)))
          .add("file_index", (out, file) -> out.writeNumber(file.transfer().fileIndex()))
          .add("job_id", (out, file) -> out.writeString(file.job().id().toString()))
          .add("dest_surl_uuid", FileFields::destinationId)
          .add("vo_name", (out, file) -> out.writeString(file.job().header().getVo()))
          .add("source_se", (out, file) -> out.writeString(file.transfer().sourceStorage()))
          .add("dest_se", (out, file) -> out.writeString(file.transfer().destinationStorage()))
          .add("priority", (out, file) -> out.writeNumber(JobFields.priority(file.job())))
          .add("file_state", (out, file) -> out.writeString(record(file).getState().name()))
          .add("transfer_host", (out, file) -> textOrNull(out, record(file).getAgent()))
          .add("source_surl", (out, file) -> out.writeString(text(file).getSourceUrl()))
          .add("dest_surl", (out, file) -> out.writeString(text(file).getDestinationUrl()))
          .unknown("staging_host")
          .add("reason", (out, file) -> textOrNull(out, record(file).getReason()))
          .add("recoverable", (out, file) -> out.writeBoolean(record(file).getRecoverable()))
          .add("filesize", FileFields::size)
          .add("checksum", FileFields::checksum)
          .add("start_time", (out, file) -> Dates.write(out, record(file).getStartMs()))
          .add("finish_time", (out, file) -> Dates.write(out, record(file).getFinishMs()))
          .add(
              "archive_start_time",
              (out, file) -> Dates.write(out, record(file).getArchiveStartMs()))
          .add(
              "archive_finish_time",
              (out, file) -> Dates.write(out, record(file).getArchiveFinishMs()))
          .unknown("internal_file_params", "pid")
          .add("tx_duration", FileFields::duration)
          .add("throughput", FileFields::throughput)
          .add("retry", (out, file) -> out.writeNumber(record(file).getRetries()))
          .add("user_filesize", (out, file) -> out.writeNumber(file.transfer().size()))
          .add("file_metadata", FileFields::metadata)
          .add("staging_metadata", (out, file) -> jsonOrNull(out, text(file).getStagingMetadata()))
          .add("archive_metadata", (out, file) -> jsonOrNull(out, text(file).getArchiveMetadata()))
          .add("staging_start", (out, file) -> Dates.write(out, record(file).getStagingStartMs()))
          .add(
              "staging_finished",
              (out, file) -> Dates.write(out, record(file).getStagingFinishedMs()))
          .add(
              "selection_strategy",
              (out, file) -> textOrNull(out, text(file).getSelectionStrategy()))
          .add("bringonline_token", (out, file) -> textOrNull(out, record(file).getStageRequest()))
          .unknown("log_file", "log_debug")
          .add("activity", (out, file) -> out.writeString(file.transfer().activity()))
          .add("scitag", FileFields::scitag)
          .add("src_token_id", (out, file) -> textOrNull(out, text(file).getSourceToken()))
          .add("dst_token_id", (out, file) -> textOrNull(out, text(file).getDestinationToken()))
          .unknown("file_state_initial");

  /** The same of a job that was removed. */
  public static final Fields<FileView> ARCHIVED =
      FIELDS.with(
          "recoverable",
          "current_failures",
          (out, file) -> out.writeNumber(record(file).getRecoverable() ? 1 : 0));

  /** A transfer as it is shown, with its job. */
  public record FileView(StoredJob job, StoredTransfer transfer) {}

  private FileFields() {}

  private static TransferRecord record(FileView file) {
    return file.transfer().record();
  }

  private static FileText text(FileView file) {
    return file.transfer().text();
  }

  /** One value for all that belongs together, spread evenly over 16 bits. */
  private static int hashedId(FileView file) {
    boolean together = file.job().header().getKind() != Kind.REGULAR;
    long seed = together ? file.job().id().hashCode() : file.transfer().id();
    return (int) (seed * 0x9e3779b97f4a7c15L >>> 48);
  }

  /** FTS's name of a destination that no other job may write. */
  private static void destinationId(JsonGenerator out, FileView file) throws IOException {
    boolean held =
        file.job().header().getSole() && !States.transfer(record(file).getState()).isTerminal();
    textOrNull(
        out, held ? NameUuid.of(NameUuid.BASE_ID, text(file).getDestinationUrl()).toString() : "");
  }

  private static void metadata(JsonGenerator out, FileView file) throws IOException {
    TransferRecord record = record(file);
    FileMetadata.write(
        out,
        text(file).getMetadata(),
        record.hasInTheWay() ? LedgerCodec.destinationFile(record.getInTheWay()) : null);
  }

  private static boolean isCopied(FileView file) {
    State state = record(file).getState();
    return state == State.FINISHED || state == State.ARCHIVING;
  }

  private static void size(JsonGenerator out, FileView file) throws IOException {
    if (record(file).getSize() > 0 || isCopied(file)) {
      out.writeNumber(record(file).getSize());
    } else {
      out.writeNull();
    }
  }

  private static void checksum(JsonGenerator out, FileView file) throws IOException {
    String found = record(file).getChecksum();
    textOrNull(out, found.isEmpty() ? text(file).getChecksum() : found);
  }

  private static double seconds(FileView file) {
    return Math.max(0, record(file).getFinishMs() - record(file).getStartMs()) / 1000.0;
  }

  private static void duration(JsonGenerator out, FileView file) throws IOException {
    if (isCopied(file)) {
      out.writeNumber(seconds(file));
    } else {
      out.writeNull();
    }
  }

  /** MiB/s. */
  private static void throughput(JsonGenerator out, FileView file) throws IOException {
    if (isCopied(file) && seconds(file) > 0) {
      out.writeNumber(record(file).getSize() / MIB / seconds(file));
    } else {
      out.writeNull();
    }
  }

  private static void scitag(JsonGenerator out, FileView file) throws IOException {
    if (text(file).getScitag() == 0) {
      out.writeNull();
    } else {
      out.writeNumber(text(file).getScitag());
    }
  }
}
