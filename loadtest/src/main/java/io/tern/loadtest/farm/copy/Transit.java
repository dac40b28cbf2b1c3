package io.tern.loadtest.farm.copy;

import io.tern.loadtest.farm.space.Content;
import java.util.Optional;

/** The bytes of one copy on their way. */
public interface Transit {
  /** Sets off; what becomes of it may be told before this returns. */
  void begin();

  /** Bytes that are over by {@code nowNanos}. */
  long moved(long nowNanos);

  /** What the destination holds by {@code nowNanos}; empty if the other side keeps that itself. */
  Optional<Content> arrived(long nowNanos);

  /** Stops for good; nothing is told after this. */
  void stop();

  /** Is told, once, how it went. */
  interface Fate {
    /** As many bytes are over as were to be. */
    void reached();

    /** The other side answered with another status than success. */
    void refused(int status);

    /** The other side closed in the middle, or could not be reached. */
    void broken();
  }
}
