package io.tern.orchestrator.api.fts3.config;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.tern.orchestrator.api.Nodes;
import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.exchange.Bodies;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.fts3.element.Dates;
import io.tern.orchestrator.api.fts3.setting.Changing;
import io.tern.orchestrator.api.fts3.setting.Members;
import io.tern.orchestrator.api.identity.Operation;
import io.tern.orchestrator.journal.wire.Verdict;
import io.tern.setting.DrainedHost;
import io.vertx.core.Future;
import java.io.IOException;

/** {@code /config} and {@code /config/drain}: the hosts that move files. */
final class HostPages {
  private static final String SERVICE = "fts_server";

  private final Changing changing;
  private final Nodes nodes;

  HostPages(Changing changing, Nodes nodes) {
    this.changing = changing;
    this.nodes = nodes;
  }

  Future<Void> list(Exchange exchange) {
    exchange.requireForAll(Operation.CONFIG);
    return Answers.json(
        exchange.request(),
        200,
        out -> {
          out.writeStartArray();
          for (Nodes.Beat beat : nodes.live()) {
            write(out, beat);
          }
          out.writeEndArray();
        });
  }

  private void write(JsonGenerator out, Nodes.Beat beat) throws IOException {
    out.writeStartObject();
    out.writeStringField("hostname", beat.agent());
    out.writeStringField("service_name", SERVICE);
    out.writeFieldName("beat");
    Dates.write(out, beat.atMs());
    out.writeBooleanField("drain", beat.draining() || changing.now().isDrained(beat.agent()));
    out.writeEndObject();
  }

  Future<Void> drain(Exchange exchange) {
    exchange.requireForAll(Operation.CONFIG);
    return Bodies.smallObject(exchange.request())
        .compose(body -> drain(exchange, body))
        .compose(done -> Answers.json(exchange.request(), 200, JsonGenerator::writeNull));
  }

  private Future<Verdict> drain(Exchange exchange, JsonNode body) {
    Members given = new Members(body);
    String host = given.text("hostname", "Invalid drain request");
    Boolean drain = given.bool("drain");
    boolean known = nodes.live().stream().anyMatch(beat -> beat.agent().equals(host));
    if (!known && !changing.now().isDrained(host)) {
      throw Refusal.badRequest("Host not found");
    }
    return drain == null || drain
        ? changing.put(exchange, Changing.made(() -> new DrainedHost(host)))
        : changing.remove(exchange, DrainedHost.nameOf(host));
  }
}
