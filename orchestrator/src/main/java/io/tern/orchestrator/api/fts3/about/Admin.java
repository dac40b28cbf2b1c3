package io.tern.orchestrator.api.fts3.about;

import com.fasterxml.jackson.databind.JsonNode;
import io.tern.orchestrator.api.CommandLog;
import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.exchange.Bodies;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.identity.Operation;
import io.tern.orchestrator.journal.wire.Command;
import io.tern.orchestrator.journal.wire.Hold;
import io.tern.orchestrator.journal.wire.Verdict;
import io.vertx.core.Future;
import java.util.UUID;

/** What operators ask of the whole service. */
final class Admin {
  /** Names no job: the command concerns all of them. */
  private static final UUID ALL = new UUID(0, 0);

  private final CommandLog log;

  Admin(CommandLog log) {
    this.log = log;
  }

  /** {@code {"hold": true}} holds the scheduler, {@code false} lets it go. */
  Future<Void> hold(Exchange exchange) {
    exchange.requireForAll(Operation.ADMIN);
    return Bodies.smallObject(exchange.request())
        .map(Admin::wanted)
        .compose(on -> ask(exchange, on).compose(verdict -> answer(exchange, on, verdict)));
  }

  private static boolean wanted(JsonNode body) {
    JsonNode hold = body.path("hold");
    if (!hold.isBoolean()) {
      throw Refusal.malformed("hold: " + hold + " (expected: true or false)");
    }
    return hold.booleanValue();
  }

  private Future<Verdict> ask(Exchange exchange, boolean on) {
    return log.ask(
        ALL,
        Command.newBuilder()
            .setPrincipal(exchange.caller().userDn())
            .setHold(Hold.newBuilder().setOn(on)));
  }

  private static Future<Void> answer(Exchange exchange, boolean on, Verdict verdict) {
    if (verdict.getStatus() / 100 != 2) {
      throw new Refusal(verdict.getStatus(), verdict.getMessage());
    }
    return Answers.json(
        exchange.request(),
        200,
        out -> {
          out.writeStartObject();
          out.writeBooleanField("hold", on);
          out.writeEndObject();
        });
  }
}
