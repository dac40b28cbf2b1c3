package io.tern.orchestrator.api.fts3.element;

import static io.tern.orchestrator.api.fts3.element.Fields.jsonOrNull;
import static io.tern.orchestrator.api.fts3.element.Fields.textOrNull;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tern.job.JobState;
import io.tern.orchestrator.journal.wire.JobHeader;
import io.tern.orchestrator.journal.wire.Kind;
import io.tern.orchestrator.view.StoredJob;
import java.io.IOException;

/** FTS's job object (FTS REST, "Job object"). */
public final class JobFields {
  public static final Fields<JobView> FIELDS =
      new Fields<JobView>()
          .add("job_id", (out, job) -> out.writeString(job.job().id().toString()))
          .add("source_se", (out, job) -> textOrNull(out, job.sourceSe()))
          .add("dest_se", (out, job) -> textOrNull(out, header(job).getDestSe()))
          .add("job_state", (out, job) -> out.writeString(state(job.job()).name()))
          .add("job_type", (out, job) -> out.writeString(type(header(job).getKind())))
          .add("cancel_job", (out, job) -> out.writeBoolean(job.job().record().getCancel()))
          .add("submit_host", (out, job) -> out.writeString(header(job).getSubmitHost()))
          .add("user_dn", (out, job) -> out.writeString(header(job).getUserDn()))
          .add("cred_id", (out, job) -> out.writeString(header(job).getCredentialId()))
          .add("vo_name", (out, job) -> out.writeString(header(job).getVo()))
          .add("reason", (out, job) -> textOrNull(out, job.job().record().getReason()))
          .add("submit_time", (out, job) -> Dates.write(out, header(job).getSubmitMs()))
          .add("job_finished", (out, job) -> Dates.write(out, job.job().record().getFinishedMs()))
          .add("priority", (out, job) -> out.writeNumber(priority(job.job())))
          .add("max_time_in_queue", (out, job) -> epochSeconds(out, header(job).getExpiresMs()))
          .add(
              "source_spacetoken", (out, job) -> textOrNull(out, header(job).getSourceSpaceToken()))
          .add(
              "destination_spacetoken",
              (out, job) -> textOrNull(out, header(job).getDestinationSpaceToken()))
          .add(
              "internal_job_params",
              (out, job) -> textOrNull(out, header(job).getInternalJobParams()))
          .add("dst_file_report", (out, job) -> out.writeBoolean(header(job).getDstFileReport()))
          .add("overwrite_flag", (out, job) -> textOrNull(out, header(job).getOverwriteFlag()))
          .add(
              "copy_pin_lifetime", (out, job) -> out.writeNumber(header(job).getCopyPinLifetimeS()))
          .add("bring_online", (out, job) -> out.writeNumber(header(job).getBringOnlineS()))
          .add("archive_timeout", (out, job) -> out.writeNumber(header(job).getArchiveTimeoutS()))
          .add("verify_checksum", (out, job) -> textOrNull(out, header(job).getChecksumMode()))
          .unknown("target_qos")
          .add("job_metadata", (out, job) -> jsonOrNull(out, header(job).getMetadata()))
          .add("retry", (out, job) -> out.writeNumber(header(job).getRetry()))
          .add("retry_delay", (out, job) -> out.writeNumber(header(job).getRetryDelayS()))
          .unknown("os_project_id");

  /**
   * A job as it is shown.
   *
   * @param sourceSe of the replica that won, else as submitted
   */
  public record JobView(StoredJob job, String sourceSe) {
    public JobView(StoredJob job) {
      this(job, job.header().getSourceSe());
    }
  }

  private JobFields() {}

  public static JobState state(StoredJob job) {
    return switch (job.record().getState()) {
      case STAGING, STARTED -> JobState.STAGING;
      case READY -> JobState.READY;
      case ACTIVE -> JobState.ACTIVE;
      case ARCHIVING -> JobState.ARCHIVING;
      case FINISHED -> JobState.FINISHED;
      case FAILED -> JobState.FAILED;
      case CANCELED -> JobState.CANCELED;
      case FINISHEDDIRTY -> JobState.FINISHEDDIRTY;
      default -> JobState.SUBMITTED;
    };
  }

  public static int priority(StoredJob job) {
    int changed = job.record().getPriority();
    return changed == 0 ? job.header().getPriority() : changed;
  }

  public static String type(Kind kind) {
    return switch (kind) {
      case MULTIPLE_REPLICA -> "R";
      case MULTI_HOP -> "H";
      case SESSION_REUSE -> "Y";
      default -> "N";
    };
  }

  private static JobHeader header(JobView view) {
    return view.job().header();
  }

  private static void epochSeconds(JsonGenerator out, long ms) throws IOException {
    if (ms == 0) {
      out.writeNull();
    } else {
      out.writeNumber(ms / 1000);
    }
  }
}
