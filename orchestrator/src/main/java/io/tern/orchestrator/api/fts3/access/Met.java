package io.tern.orchestrator.api.fts3.access;

import com.google.protobuf.ByteString;
import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.journal.Ids;
import io.tern.orchestrator.journal.wire.Verdict;
import io.vertx.core.Future;

/** Answers with the jobs that a ban has met. */
final class Met {
  private Met() {}

  static Future<Void> answer(Exchange exchange, Verdict verdict) {
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
