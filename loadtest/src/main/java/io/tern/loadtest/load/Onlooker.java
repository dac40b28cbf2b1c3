package io.tern.loadtest.load;

/** Is told of a run while it lasts; of submissions on the generator's event loop. */
interface Onlooker extends AutoCloseable {
  /** Nobody. */
  Onlooker NONE = new Onlooker() {};

  /** What a load test is doing, in this order. */
  enum Phase {
    /** Submits what is not counted. */
    WARM_UP,
    LOAD,
    /** Submits nothing more, and lets the service work off what it has. */
    DRAIN
  }

  default void phase(Phase phase) {}

  /** A submission was sent, for the first time or again. */
  default void sent() {}

  /**
   * What one that was sent has come to.
   *
   * @param nanos since its intended time
   */
  default void came(Tally.Answer answer, long nanos) {}

  @Override
  default void close() {}
}
