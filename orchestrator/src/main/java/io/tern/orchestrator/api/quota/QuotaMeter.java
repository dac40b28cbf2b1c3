package io.tern.orchestrator.api.quota;

import java.util.Map;
import java.util.function.Supplier;

/** Told how far VOs have used what they may ask for. Called on many threads. */
public interface QuotaMeter {

  /** What is allowed of a VO. */
  enum Kind {
    SUBMISSIONS,
    EVENT_STREAMS,
    QUEUED_TRANSFERS
  }

  /** A VO has asked for more than its quota, and was refused. */
  void refused(String vo, Kind quota);

  /**
   * Where to read how much VOs have now of what they may have at once: 0 for none, 1 for all.
   *
   * @param used by VO; asked at each scrape, on any thread
   */
  void show(Kind quota, Supplier<Map<String, Double>> used);
}
