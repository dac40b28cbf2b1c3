package io.tern.orchestrator.api.fts3.access;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.fts3.element.Dates;
import io.tern.orchestrator.journal.Ids;
import io.tern.orchestrator.journal.wire.Verdict;
import io.tern.setting.Ban;
import io.tern.setting.Settings.Written;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.List;

/** Answers that list bans, or the jobs that one has met. */
final class BanAnswers {
  private BanAnswers() {}

  static Future<Void> list(Exchange exchange, List<? extends Written<? extends Ban>> bans) {
    return Answers.json(
        exchange.request(),
        200,
        out -> {
          out.writeStartArray();
          for (Written<? extends Ban> ban : bans) {
            write(out, ban);
          }
          out.writeEndArray();
        });
  }

  private static void write(JsonGenerator out, Written<? extends Ban> written) throws IOException {
    Ban ban = written.setting();
    out.writeStartObject();
    switch (ban) {
      case Ban.OfStorage of -> out.writeStringField("se", of.storage().value());
      case Ban.OfUser of -> out.writeStringField("dn", of.dn());
    }
    out.writeStringField("message", ban.message());
    out.writeFieldName("addition_time");
    Dates.write(out, written.atMs());
    out.writeStringField("admin_dn", written.by());
    if (ban instanceof Ban.OfStorage of) {
      out.writeStringField("vo", of.vo());
    }
    out.writeStringField("status", ban.status().name());
    out.writeEndObject();
  }

  static Future<Void> met(Exchange exchange, Verdict verdict) {
    return Answers.json(
        exchange.request(),
        200,
        out -> {
          out.writeStartArray();
          for (ByteString job : verdict.getJobList()) {
            out.writeString(Ids.uuid(job).toString());
          }
          out.writeEndArray();
        });
  }
}
