package io.tern.orchestrator.api.v1;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tern.explain.Reason;
import io.tern.orchestrator.journal.wire.Verdict;
import java.io.IOException;
import java.util.List;

/** Reasons as the native API shows them. */
final class ReasonElement {
  private ReasonElement() {}

  /** What the leader gave. */
  static List<Reason> all(Verdict verdict) {
    return verdict.getReasonList().stream()
        .map(reason -> new Reason(reason.getCode(), reason.getSentence()))
        .toList();
  }

  static void write(JsonGenerator out, List<Reason> reasons) throws IOException {
    out.writeArrayFieldStart("reasons");
    for (Reason reason : reasons) {
      out.writeStartObject();
      out.writeStringField("code", reason.code());
      out.writeStringField("sentence", reason.sentence());
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
