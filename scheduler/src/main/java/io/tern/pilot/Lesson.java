package io.tern.pilot;

import io.tern.limit.Limit;

/** What a pilot has found of a limit, as far as the next one should begin with it. */
public sealed interface Lesson {
  /** Changes by a smaller part are not worth writing down. */
  double NOTICEABLE = 0.1;

  Limit limit();

  /** Whether it says clearly something else than an earlier one of the same limit. */
  boolean differs(Lesson earlier);

  private static boolean differs(double now, double before) {
    return Math.abs(now - before) > NOTICEABLE * before;
  }

  /**
   * Of a storage's direction.
   *
   * @param window places, whatever the ceilings
   * @param shut attempts there failed one after another
   */
  record OfStorage(Limit.AtStorage limit, int window, boolean shut) implements Lesson {
    @Override
    public boolean differs(Lesson earlier) {
      return !(earlier instanceof OfStorage other)
          || shut != other.shut
          || Lesson.differs(window, other.window);
    }
  }

  /**
   * Of a link.
   *
   * @param bytesPerMs of one copy that nothing holds up, above 0
   * @param setUpMs for which a copy holds its places while no bytes flow
   */
  record OfLink(Limit.OnLink limit, double bytesPerMs, double setUpMs) implements Lesson {
    @Override
    public boolean differs(Lesson earlier) {
      return !(earlier instanceof OfLink other)
          || Lesson.differs(bytesPerMs, other.bytesPerMs)
          || Lesson.differs(setUpMs, other.setUpMs);
    }
  }
}
