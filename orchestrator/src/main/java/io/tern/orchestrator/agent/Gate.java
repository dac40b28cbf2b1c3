package io.tern.orchestrator.agent;

/** Lets attempts begin, over all loops of an agent. Safe from any thread. */
interface Gate {
  /** Whether one more attempt may begin now; if so it holds a place until {@link #leave}. */
  boolean enter();

  void leave();
}
