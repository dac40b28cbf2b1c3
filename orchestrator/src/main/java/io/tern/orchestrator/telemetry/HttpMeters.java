package io.tern.orchestrator.telemetry;

import io.tern.orchestrator.api.exchange.HttpMeter;
import io.tern.orchestrator.telemetry.catalogue.Meters;
import io.tern.orchestrator.telemetry.catalogue.Metric;

/** Requests by route, method and class of status. */
final class HttpMeters implements HttpMeter {
  private final Meters meters;

  HttpMeters(Meters meters) {
    this.meters = meters;
  }

  @Override
  public void served(String route, String method, int status, long nanos) {
    Meters.record(meters.timer(Metric.HTTP_REQUESTS, route, method, status / 100 + "xx"), nanos);
  }
}
