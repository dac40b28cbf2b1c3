package io.tern.orchestrator.bridge;

/** What the bridge counts; bound to meters at the edge. */
public interface BridgeMeter {
  /** Counts nothing. */
  BridgeMeter NONE = new BridgeMeter() {};

  /** The broker has acknowledged so many messages. */
  default void sent(int messages) {}

  /** The broker could not be reached, refused, or gave no receipt; it is tried again. */
  default void failed() {}
}
