package io.tern.orchestrator.credential;

import io.tern.orchestrator.security.OwnerId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What users have left here, the same on every node of the service. */
public interface Credentials {

  /** Keeps a secret in place of what was there; completes once that is durable. */
  Future<Void> keep(Slot slot, Kept secret);

  /** Removes what is there, if anything; completes once that is durable. */
  Future<Void> remove(Slot slot);

  /** What is there and has not expired, as far as this node has heard. */
  Optional<Kept> find(Slot slot);

  /**
   * As {@link #find}, after hearing all that was durable when it was called; fails when that cannot
   * be heard within ten seconds.
   */
  Future<Optional<Kept>> look(Slot slot);

  /** As {@link #find}, unopened. */
  Optional<Held> glance(Slot slot);

  /** All of a kind that have not expired, unopened, as far as this node has heard. */
  List<Held> all(Slot.Kind kind);

  /** How many tokens of an owner are kept, as far as this node has heard. */
  int tokensOf(OwnerId owner);

  /** Tells of each slot that is filled or emptied from now on, on a thread that must not wait. */
  void listen(Consumer<Slot> listener);
}
