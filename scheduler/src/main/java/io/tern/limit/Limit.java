package io.tern.limit;

import io.tern.job.Link;
import io.tern.job.StorageName;

/** What a number of places belongs to. */
public sealed interface Limit {
  /** All agents together. */
  record Pool() implements Limit {
    @Override
    public String toString() {
      return "the agents";
    }
  }

  /** One storage, as source or as destination. */
  record AtStorage(StorageName storage, Direction direction) implements Limit {
    @Override
    public String toString() {
      return (direction == Direction.INBOUND ? "into " : "out of ") + storage;
    }
  }

  /** One link. */
  record OnLink(Link link) implements Limit {
    @Override
    public String toString() {
      return link.toString();
    }
  }
}
