package io.tern.orchestrator.api.exchange;

/** Told of every answer. */
@FunctionalInterface
public interface HttpMeter {

  /**
   * An answer has been sent.
   *
   * @param route as in the table of routes, such as {@code /jobs/{id}}; {@code none} when no route
   *     matched; a small fixed set
   * @param method one of HTTP's own; {@code OTHER} for any other
   * @param nanos from the request's head to the answer's end
   */
  void served(String route, String method, int status, long nanos);
}
