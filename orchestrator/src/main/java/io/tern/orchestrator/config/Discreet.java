package io.tern.orchestrator.config;

/** A record of which not all may be shown. */
interface Discreet {
  /** One of the same kind, as people may see it. */
  Record shown();
}
