package io.tern.orchestrator.renewal;

import io.tern.orchestrator.credential.Slot;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * One issuer: which tokens wait for it, each once, and until when it is left alone since it did not
 * answer. For one thread.
 */
final class IssuerLine {
  private static final int AT_ONCE = 4;
  private static final int MOST_WAITING = 10_000;
  private static final long FIRST_REST_MS = Duration.ofSeconds(5).toMillis();
  private static final int MOST_DOUBLINGS = 6;

  private final Set<Slot> wanted = new LinkedHashSet<>();
  private final Set<Slot> due = new LinkedHashSet<>();
  private final Set<Slot> asked = new HashSet<>();
  private int failures;
  private long restsUntilMs;
  private String trouble = "";

  /** Somebody waits for it. What is over the bound is not taken: whoever asks may ask again. */
  void want(Slot token) {
    if (!asked.contains(token) && wanted.size() < MOST_WAITING) {
      due.remove(token);
      wanted.add(token);
    }
  }

  /** Nobody waits for it yet; the next look at what is due finds again what is over the bound. */
  void due(Slot token) {
    if (!asked.contains(token) && !wanted.contains(token) && due.size() < MOST_WAITING) {
      due.add(token);
    }
  }

  /** The next token to ask for, if the issuer may be asked. */
  Optional<Slot> next(long nowMs) {
    if (rests(nowMs) || asked.size() >= (failures > 0 ? 1 : AT_ONCE)) {
      return Optional.empty();
    }
    Optional<Slot> next = take(wanted).or(() -> take(due));
    next.ifPresent(asked::add);
    return next;
  }

  /** One that somebody waits for though the issuer is left alone. */
  Optional<Slot> nextInVain(long nowMs) {
    return rests(nowMs) ? take(wanted) : Optional.empty();
  }

  private static Optional<Slot> take(Set<Slot> from) {
    Iterator<Slot> slots = from.iterator();
    if (!slots.hasNext()) {
      return Optional.empty();
    }
    Slot first = slots.next();
    slots.remove();
    return Optional.of(first);
  }

  /** The issuer has spoken, whatever it said. */
  void answered(Slot token) {
    asked.remove(token);
    failures = 0;
    trouble = "";
  }

  /**
   * The issuer could not be asked: it is left alone, ever longer, up to some five minutes.
   *
   * @param luck 0 to 1, so that those who wait do not come back at once
   */
  void away(Slot token, String why, long nowMs, double luck) {
    asked.remove(token);
    if (rests(nowMs)) {
      return;
    }
    long rest = FIRST_REST_MS << Math.min(failures, MOST_DOUBLINGS);
    failures++;
    trouble = why;
    restsUntilMs = nowMs + Math.round(rest * (0.75 + luck / 2));
  }

  boolean rests(long nowMs) {
    return nowMs < restsUntilMs;
  }

  long restsUntilMs() {
    return restsUntilMs;
  }

  /** Why it rests. */
  String trouble() {
    return trouble;
  }

  boolean isIdle() {
    return wanted.isEmpty() && due.isEmpty() && asked.isEmpty() && failures == 0;
  }
}
