package io.tern.pilot;

import io.tern.limit.Limit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be written down of what was found: of each limit at most one lesson in ten seconds,
 * and one that says what the one before it says only after hours, since whoever reads them does not
 * heed old ones.
 */
final class Lessons {
  private static final long EVERY_MS = 10_000;

  private static final long AGAIN_MS = 6 * 3_600_000;

  private final Map<Limit, Told> told = new HashMap<>();

  /** The last of each limit, in the order of the first. */
  private final Map<Limit, Lesson> untaken = new LinkedHashMap<>();

  private record Told(Lesson lesson, long atMs) {}

  /** As if it had been told long ago: what a pilot begins with. */
  void known(Lesson lesson) {
    told.put(lesson.limit(), new Told(lesson, Long.MIN_VALUE / 2));
  }

  void learnt(Lesson lesson, long nowMs) {
    Told before = told.get(lesson.limit());
    if (before == null || isDue(lesson, before, nowMs - before.atMs)) {
      told.put(lesson.limit(), new Told(lesson, nowMs));
      untaken.put(lesson.limit(), lesson);
    }
  }

  private static boolean isDue(Lesson lesson, Told before, long ageMs) {
    return ageMs >= AGAIN_MS || (ageMs >= EVERY_MS && lesson.differs(before.lesson));
  }

  /** Takes what has not been taken yet, at most so many. */
  List<Lesson> take(int most) {
    List<Lesson> taken = untaken.values().stream().limit(most).toList();
    taken.forEach(lesson -> untaken.remove(lesson.limit()));
    return taken;
  }
}
