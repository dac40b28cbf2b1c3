package io.tern.orchestrator.telemetry;

import io.tern.orchestrator.telemetry.catalogue.Exposition;
import io.tern.orchestrator.telemetry.catalogue.Metric;
import io.tern.storage.http.Servers;

/** What servers answered, and how long it took to connect to them. */
record ServerRows(Exposition out) implements Servers.Visitor {

  @Override
  public void answers(String server, String statusClass, long answers) {
    out.counter(Metric.SERVER_ANSWERS, answers, server, statusClass);
  }

  @Override
  public void connections(String server, long opened, double seconds) {
    out.counter(Metric.SERVER_CONNECTIONS, opened, server);
    out.counter(Metric.SERVER_CONNECT_SECONDS, seconds, server);
  }
}
