package io.tern.orchestrator.api.fts3.about;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.Reading;
import io.tern.orchestrator.api.identity.Operation;
import io.tern.orchestrator.view.AtWork;
import io.tern.orchestrator.view.JobReader;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.Map;

/** {@code GET /status/hosts}: what each agent is at. */
final class Hosts {
  private final JobReader reader;
  private final Reading reading;

  Hosts(JobReader reader, Reading reading) {
    this.reader = reader;
    this.reading = reading;
  }

  Future<Void> show(Exchange exchange) {
    exchange.requireForAll(Operation.CONFIG);
    exchange.requireCertificate();
    return reading
        .read(reader::atWork)
        .compose(hosts -> Answers.json(exchange.request(), 200, out -> write(out, hosts)));
  }

  private static void write(JsonGenerator out, Map<String, AtWork> hosts) throws IOException {
    out.writeStartObject();
    for (Map.Entry<String, AtWork> host : hosts.entrySet()) {
      out.writeObjectFieldStart(host.getKey());
      out.writeNumberField("staging", host.getValue().staging());
      out.writeNumberField("active", host.getValue().active());
      out.writeEndObject();
    }
    out.writeEndObject();
  }
}
