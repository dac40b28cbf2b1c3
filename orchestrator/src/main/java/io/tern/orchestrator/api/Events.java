package io.tern.orchestrator.api;

/** What happens to transfers, as it is told to the outside (docs/events.md). */
public interface Events {
  /** As the id seen: only what comes from now on. */
  long FROM_NOW = -1;

  /**
   * A message.
   *
   * @param id grows with each; the same on every node and after a restart
   * @param job whose transfer it speaks of, as text
   */
  record Event(long id, String kind, String vo, String job, String json) {}

  /** Is told of messages in their order, by one thread at a time; must not block. */
  interface Subscriber {
    void event(Event event);

    /** Nothing follows any more. */
    void end();
  }

  /**
   * A subscription that has begun.
   *
   * @param after the id of the last message that comes before those it tells, below 0 for none
   * @param end ends it; may be run more than once
   */
  record Subscribed(long after, Runnable end) {}

  /**
   * Tells all kept messages after one, then those that come.
   *
   * @param seen the id of the last message that the subscriber has, or {@link #FROM_NOW}
   */
  Subscribed subscribe(long seen, Subscriber subscriber);
}
