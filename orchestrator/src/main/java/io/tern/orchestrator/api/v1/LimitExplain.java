package io.tern.orchestrator.api.v1;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tern.job.StorageName;
import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.identity.Operation;
import io.tern.orchestrator.journal.wire.Bound;
import io.tern.orchestrator.journal.wire.Explain;
import io.tern.orchestrator.journal.wire.LinkName;
import io.tern.orchestrator.journal.wire.Verdict;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.Locale;
import java.util.UUID;

/**
 * {@code GET /api/v1/links/explain} and {@code GET /api/v1/storages/explain}: what binds there, who
 * set it, and what last changed the window and why. As the leader says, at whichever node it is
 * asked. For operators: the answer names them, and speaks of all VOs.
 */
final class LimitExplain {
  private static final UUID NO_JOB = new UUID(0, 0);

  private final Questions questions;

  LimitExplain(Questions questions) {
    this.questions = questions;
  }

  Future<Void> link(Exchange exchange) {
    exchange.requireForAll(Operation.CONFIG);
    String source = storage(exchange, "source");
    String destination = storage(exchange, "destination");
    LinkName link = LinkName.newBuilder().setSource(source).setDestination(destination).build();
    return answer(
        exchange,
        Explain.newBuilder().setLink(link),
        out -> {
          out.writeStringField("source", source);
          out.writeStringField("destination", destination);
        });
  }

  Future<Void> storage(Exchange exchange) {
    exchange.requireForAll(Operation.CONFIG);
    String storage = storage(exchange, "storage");
    return answer(
        exchange,
        Explain.newBuilder().setStorage(storage),
        out -> out.writeStringField("storage", storage));
  }

  /** A storage's name, also by a URL at it. */
  private static String storage(Exchange exchange, String parameter) {
    String given = exchange.query(parameter).orElse("");
    try {
      return StorageName.ofUrl(given).value();
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest(parameter + ": " + given + " (expected: scheme://host)");
    }
  }

  private Future<Void> answer(Exchange exchange, Explain.Builder question, Answers.Writer about) {
    return questions
        .ask(NO_JOB, exchange.caller().userDn(), question.build())
        .map(LimitExplain::told)
        .compose(
            verdict -> Answers.json(exchange.request(), 200, out -> write(out, about, verdict)));
  }

  private static Verdict told(Verdict verdict) {
    if (verdict.getStatus() / 100 != 2) {
      throw new Refusal(verdict.getStatus(), verdict.getMessage());
    }
    return verdict;
  }

  private static void write(JsonGenerator out, Answers.Writer about, Verdict verdict)
      throws IOException {
    out.writeStartObject();
    about.write(out);
    out.writeArrayFieldStart("limits");
    for (Bound bound : verdict.getBoundList()) {
      write(out, bound);
    }
    out.writeEndArray();
    ReasonElement.write(out, ReasonElement.all(verdict));
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, Bound bound) throws IOException {
    out.writeStartObject();
    out.writeStringField("kind", bound.getKind().name().toLowerCase(Locale.ROOT));
    out.writeNumberField("active", bound.getActive());
    out.writeNumberField("waiting", bound.getWaiting());
    out.writeNumberField("places", bound.getPlaces());
    out.writeNumberField("floor", bound.getFloor());
    if (bound.hasWindow()) {
      out.writeNumberField("window", bound.getWindow());
    } else {
      out.writeNullField("window");
    }
    out.writeNumberField("ceiling", bound.getCeiling());
    out.writeBooleanField("binds", bound.getBinds());
    out.writeEndObject();
  }
}
