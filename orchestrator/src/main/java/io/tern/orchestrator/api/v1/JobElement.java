package io.tern.orchestrator.api.v1;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.journal.wire.JobHeader;
import io.tern.orchestrator.journal.wire.JobRecord;
import io.tern.orchestrator.view.StoredJob;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A job as the native API shows it. */
final class JobElement {
  private JobElement() {}

  /** Answers with the job and its tag. */
  static Future<Void> answer(Exchange exchange, StoredJob job) {
    exchange.request().response().putHeader("ETag", tag(job));
    return Answers.json(exchange.request(), 200, out -> write(out, job));
  }

  /** The same, or 304 to a caller who has this state of it. */
  static Future<Void> answerUnlessKnown(Exchange exchange, StoredJob job) {
    String tag = tag(job);
    if (isAmong(tag, exchange.request().getHeader("If-None-Match"))) {
      exchange.request().response().putHeader("ETag", tag);
      return Answers.empty(exchange.request(), 304);
    }
    return answer(exchange, job);
  }

  /** RFC 9110, 13.1.2: a list, or {@code *} for any; weak tags match too. */
  private static boolean isAmong(String tag, @Nullable String tags) {
    return tags != null
        && Arrays.stream(tags.split(","))
            .map(String::strip)
            .anyMatch(one -> one.equals("*") || one.equals(tag) || one.equals("W/" + tag));
  }

  /** Changes with whatever is shown of a job. */
  private static String tag(StoredJob job) {
    return "\"%08x%08x\""
        .formatted(Arrays.hashCode(job.record().toByteArray()), job.header().getSubmitMs());
  }

  /**
   * The job as the first event of a stream.
   *
   * @param after the id of the event that it comes after, below 0 for none
   */
  static String event(StoredJob job, long after) {
    return EventWriter.text(after, "job", Answers.text(out -> write(out, job)));
  }

  static void write(JsonGenerator out, StoredJob job) throws IOException {
    JobHeader header = job.header();
    JobRecord record = job.record();
    out.writeStartObject();
    out.writeStringField("id", job.id().toString());
    out.writeStringField("state", record.getState().name());
    out.writeStringField("kind", header.getKind().name());
    out.writeStringField("vo", header.getVo());
    out.writeStringField("owner", header.getUserDn());
    out.writeNumberField(
        "priority", record.getPriority() == 0 ? header.getPriority() : record.getPriority());
    out.writeNumberField("transfers", record.getTransfers());
    out.writeNumberField("firstTransfer", record.getFirstTransfer());
    time(out, "submitted", header.getSubmitMs());
    time(out, "finished", record.getFinishedMs());
    time(out, "expires", header.getExpiresMs());
    time(out, "deadline", header.getDeadlineMs());
    text(out, "reason", record.getReason());
    text(out, "source", header.getSourceSe());
    text(out, "destination", header.getDestSe());
    json(out, "metadata", header.getMetadata());
    out.writeEndObject();
  }

  /** ISO 8601 with zone; null for none. */
  static void time(JsonGenerator out, String name, long epochMs) throws IOException {
    text(out, name, epochMs == 0 ? "" : Instant.ofEpochMilli(epochMs).toString());
  }

  static void text(JsonGenerator out, String name, String text) throws IOException {
    if (text.isEmpty()) {
      out.writeNullField(name);
    } else {
      out.writeStringField(name, text);
    }
  }

  static void json(JsonGenerator out, String name, ByteString json) throws IOException {
    out.writeFieldName(name);
    if (json.isEmpty()) {
      out.writeNull();
    } else {
      out.writeRawValue(json.toStringUtf8());
    }
  }
}
