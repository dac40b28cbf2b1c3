package io.tern.loadtest.farm.copy;

import io.tern.loadtest.farm.dialect.CopyRequest;
import java.util.function.LongUnaryOperator;

/** How bytes get from a source to a destination. */
public interface Mover {
  /** Whether a file at {@code host} can be the other side of a copy. */
  boolean reaches(String host);

  /** Whether all sources are files that the farm itself knows. */
  boolean knowsSources();

  /**
   * Makes ready to move the bytes of {@code request}.
   *
   * @param bytesPerSecond never to be exceeded, as far as the mover can tell
   * @param target from the size of the source to the bytes that are to move
   */
  Transit prepare(
      CopyRequest request, double bytesPerSecond, LongUnaryOperator target, Transit.Fate fate);
}
