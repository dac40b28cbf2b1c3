package io.tern.orchestrator.event;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tern.job.Failure;
import io.tern.job.JobState;
import io.tern.job.TransferState;
import io.tern.ledger.LedgerRecord.AttemptEnded;
import io.tern.ledger.TransferStatus;
import io.tern.orchestrator.journal.wire.Kind;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How a transfer ended (FTS's {@code transfer.fts_monitoring_complete}). */
final class CompleteMessage {
  private final Message message;
  private final JsonGenerator out;
  private final Event event;
  private final TransferStatus status;
  private final @Nullable AttemptEnded attempt;

  CompleteMessage(Message message) {
    this.message = message;
    this.out = message.out();
    this.event = message.event();
    this.status = event.status();
    this.attempt = event.attempt();
  }

  void write() throws IOException {
    out.writeStringField("tr_id", event.transferId());
    out.writeStringField("vo", event.told().share().vo());
    message.hosts();
    out.writeStringField("src_se", event.told().link().source().value());
    out.writeStringField("dst_se", event.told().link().destination().value());
    outcome();
    times();
    volume();
    context();
  }

  private void outcome() throws IOException {
    Failure failure = failure();
    out.writeStringField("t_final_transfer_state", word());
    out.writeNumberField("t_final_transfer_state_flag", flag());
    out.writeNumberField("t_error_code", failure == null ? 0 : failure.failureClass().errno());
    out.writeStringField("tr_error_scope", failure == null ? "" : failure.side().name());
    out.writeStringField("t_failure_phase", failure == null ? "" : failure.phase().name());
    out.writeStringField("tr_error_category", failure == null ? "" : failure.failureClass().name());
    out.writeStringField("t__error_message", Redaction.error(status.reason()));
    out.writeBooleanField("is_recoverable", status.recoverable());
  }

  private @Nullable Failure failure() {
    return attempt == null || status.state() != TransferState.FAILED ? null : attempt.failure();
  }

  private String word() {
    return switch (status.state()) {
      case FINISHED -> "Ok";
      case CANCELED -> "Abort";
      default -> "Error";
    };
  }

  private int flag() {
    return switch (status.state()) {
      case FINISHED -> 1;
      case CANCELED -> -1;
      default -> 0;
    };
  }

  private void times() throws IOException {
    long begun = attempt == null ? status.startMs() : attempt.startMs();
    long ended = attempt == null ? event.atMs() : attempt.endMs();
    out.writeNumberField("tr_timestamp_start", begun);
    out.writeNumberField("tr_timestamp_complete", ended);
    out.writeNumberField("transfer_time", copyMs());
  }

  /** How long the copy took; 0 when what ended last was none. */
  private long copyMs() {
    if (attempt == null || status.tape().archiveStart() > 0) {
      return 0;
    }
    return Math.max(0, attempt.endMs() - attempt.startMs());
  }

  private void volume() throws IOException {
    long bytes = attempt == null ? status.bytes() : Math.max(status.bytes(), attempt.bytes());
    out.writeNumberField("file_size", event.size());
    out.writeNumberField("f_size", event.size());
    out.writeNumberField("tr_bt_transfered", bytes);
    out.writeNumberField("throughput", copyMs() == 0 ? -1 : bytes * 1_000.0 / copyMs());
    out.writeNumberField("nstreams", event.header().getStreams());
    out.writeNumberField("t_timeout", event.header().getTimeoutS());
  }

  private void context() throws IOException {
    Kind kind = event.header().getKind();
    out.writeStringField("activity", event.told().share().activity());
    out.writeNumberField("scitag", event.file().getScitag());
    out.writeNumberField("retry", status.retries());
    out.writeNumberField("retry_max", Math.max(0, event.header().getRetry()));
    out.writeBooleanField("job_m_replica", kind == Kind.MULTIPLE_REPLICA);
    out.writeBooleanField("job_multihop", kind == Kind.MULTI_HOP);
    out.writeBooleanField("transfer_lasthop", event.told().lastHop());
    out.writeBooleanField("is_archiving", false);
    out.writeStringField("job_state", jobState(kind));
    out.writeStringField("channel_type", "urlcopy");
  }

  /** FTS says UNKNOWN of a regular job: each of its files is final by itself. */
  private String jobState(Kind kind) {
    boolean dependent = kind == Kind.MULTIPLE_REPLICA || kind == Kind.MULTI_HOP;
    if (!dependent) {
      return "UNKNOWN";
    }
    JobState state = event.jobState();
    return state.isTerminal() ? state.name() : JobState.ACTIVE.name();
  }
}
