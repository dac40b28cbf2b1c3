package io.tern.orchestrator.telemetry;

import io.tern.orchestrator.api.exchange.HttpMeter;

/** Requests by route, method and class of status. */
public final class HttpMeters implements HttpMeter {
  private final Meters meters;

  public HttpMeters(Meters meters) {
    this.meters = meters;
  }

  @Override
  public void served(String route, String method, int status, long nanos) {
    Meters.record(
        meters.latency(
            "tern.http.requests.seconds",
            "From a request's head to its answer's end.",
            "route",
            route,
            "method",
            method,
            "status_class",
            status / 100 + "xx"),
        nanos);
  }
}
