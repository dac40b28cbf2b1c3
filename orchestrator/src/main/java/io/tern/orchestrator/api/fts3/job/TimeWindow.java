package io.tern.orchestrator.api.fts3.job;

import io.tern.orchestrator.api.exchange.Exchange;

/** {@code time_window}: {@code H} or {@code H:M} before now. */
final class TimeWindow {
  private static final long MINUTE_MS = 60_000;

  private TimeWindow() {}

  /** When it begins; 0 for no window, which a malformed one counts as. */
  static long since(Exchange exchange) {
    return exchange
        .query("time_window")
        .filter(window -> window.matches("\\d{1,6}(:\\d{1,6})?"))
        .map(window -> System.currentTimeMillis() - minutes(window) * MINUTE_MS)
        .orElse(0L);
  }

  private static long minutes(String window) {
    int colon = window.indexOf(':');
    return colon < 0
        ? Long.parseLong(window) * 60
        : Long.parseLong(window, 0, colon, 10) * 60 + Long.parseLong(window.substring(colon + 1));
  }
}
