package io.tern.ledger;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * One life of an agent that does all an agent may: late, double and unheard reports, attempts
 * handed back, stops that come too late, a network that is gone for a while. It never does what it
 * must not: it begins no attempt twice, and reports an end only once the destination is quiet.
 */
final class FakeAgent {
  static final long LEASE_MS = 300_000;
  private static final FailureClass[] CLASSES = FailureClass.values();

  final AgentId id;
  final int capacity;
  boolean draining;
  boolean cutOff;
  long heardMs;

  private final Crew crew;
  private final Random random;
  private final Map<String, Try> tries = new HashMap<>();
  private final Set<String> seen = new HashSet<>();
  private final ArrayDeque<Crew.Mail> mailbox = new ArrayDeque<>();
  private final ArrayDeque<Input> spool = new ArrayDeque<>();
  private boolean dead;

  FakeAgent(AgentId id, int capacity, Crew crew, Random random, long nowMs) {
    this.id = id;
    this.capacity = capacity;
    this.crew = crew;
    this.random = random;
    this.heardMs = nowMs;
  }

  void take(Crew.Mail mail) {
    if (dead || (cutOff && leaseIsOver())) {
      mail.lose(crew.nowMs());
    } else if (cutOff) {
      mailbox.add(mail);
    } else {
      mail.read().run();
    }
  }

  void begin(Effect.Start start, Try given) {
    Law.check(seen.add(given.name()), "%s was given twice", start);
    tries.put(given.name(), given);
    if (start.task() != Task.WATCH_ARCHIVE && random.nextInt(10) < 8) {
      long after = random.nextInt(3_000);
      later(given, after, () -> reportStarted(given));
    }
    int fate = crew.behaved() ? 0 : random.nextInt(100);
    if (fate >= 97) {
      given.deaf = fate == 99;
      given.crawls = true;
      crew.at(crew.nowMs() + 600_000, () -> given.end(crew.nowMs() + 60_000));
      return;
    }
    long takes = random.nextInt(50) == 0 ? random.nextInt(9_000_000) : random.nextInt(20_000);
    Outcome outcome = outcome(given, fate);
    later(given, takes, () -> endOnceQuiet(given, outcome));
  }

  private Outcome outcome(Try given, int fate) {
    if (fate < 62) {
      return new Outcome.Done(1, 1, "adler32:1");
    }
    if (fate < 80) {
      FailureClass why = CLASSES[random.nextInt(CLASSES.length)];
      Side side = Side.values()[random.nextInt(3)];
      return failed(why, side, random.nextInt(3) > 0);
    }
    if (fate < 86) {
      return new Outcome.HandedBack("drained", random.nextInt(60_000));
    }
    return fate < 94 || given.task != Task.COPY
        ? new Outcome.Unknown("the connection died")
        : new Outcome.Stopped();
  }

  private static Outcome failed(FailureClass why, Side side, boolean retryable) {
    return new Outcome.Failed(new Failure(why, side, Phase.TRANSFER, retryable, "no"), 0);
  }

  /** Whoever tells how a copy ended has seen a quiet destination; others need not have. */
  private void endOnceQuiet(Try given, Outcome outcome) {
    boolean blind = outcome instanceof Outcome.Unknown || outcome instanceof Outcome.HandedBack;
    if (blind || crew.isQuiet(given)) {
      end(given, outcome);
    } else {
      later(given, 5_000, () -> endOnceQuiet(given, outcome));
    }
  }

  private void later(Try given, long afterMs, Runnable action) {
    int plan = given.plan;
    crew.at(
        crew.nowMs() + afterMs,
        () -> {
          if (!dead && given.plan == plan && tries.get(given.name()) == given) {
            action.run();
          }
        });
  }

  private void reportStarted(Try given) {
    String request = given.task == Task.BRING_ONLINE ? "stage-" + given.name() : "";
    var started = new Input.Started(id, given.transfer, given.attempt, Held.UNKNOWN, 1, request);
    report(started, random.nextInt(8) == 0);
  }

  private void end(Try given, Outcome outcome) {
    tries.remove(given.name());
    boolean mayRunOn = outcome instanceof Outcome.Unknown;
    given.end(crew.nowMs() + (mayRunOn ? random.nextInt(60_000) : 0));
    long now = crew.nowMs();
    report(
        new Input.Ended(id, given.transfer, given.attempt, outcome, now, now),
        random.nextInt(8) == 0);
  }

  private void report(Input report, boolean twice) {
    send(report);
    if (twice) {
      crew.at(crew.nowMs() + random.nextInt(100_000), () -> send(report));
    }
  }

  private void send(Input report) {
    if (cutOff) {
      spool.add(report);
    } else if (!dead) {
      crew.report(report);
    }
  }

  /** A heartbeat's word of how far its copies are. */
  void tell(Coordination coordination) {
    coordination.progress(
        id,
        tries.values().stream()
            .filter(one -> one.task == Task.COPY)
            .map(one -> new Progress(one.transfer, one.move(), crew.nowMs()))
            .toList());
  }

  void stop(Effect.Stop stop) {
    Try given = tries.get(stop.transfer() + "/" + stop.attempt());
    if (given == null || given.deaf) {
      return;
    }
    given.plan++;
    Outcome outcome =
        random.nextInt(4) == 0 ? new Outcome.Done(1, 1, "adler32:1") : new Outcome.Stopped();
    later(given, random.nextInt(5_000), () -> endOnceQuiet(given, outcome));
  }

  /** Its lease counts from the last heartbeat that was acknowledged. */
  void cutOff() {
    cutOff = true;
    crew.at(Math.max(crew.nowMs(), heardMs + LEASE_MS), this::leaseEnds);
  }

  private boolean leaseIsOver() {
    return crew.nowMs() >= heardMs + LEASE_MS;
  }

  /** All stops, and what was sent to it and not read is nothing to it any more. */
  private void leaseEnds() {
    if (!cutOff || dead || !leaseIsOver()) {
      return;
    }
    for (Try given : List.copyOf(tries.values())) {
      end(given, new Outcome.Unknown("the lease is over"));
    }
    loseMail();
  }

  private void loseMail() {
    mailbox.forEach(mail -> mail.lose(crew.nowMs()));
    mailbox.clear();
  }

  void reconnect() {
    cutOff = false;
    spool.forEach(crew::report);
    spool.clear();
    mailbox.forEach(mail -> mail.read().run());
    mailbox.clear();
  }

  void die() {
    dead = true;
    tries.values().forEach(given -> given.end(crew.nowMs() + random.nextInt(60_000)));
    tries.clear();
    loseMail();
  }

  boolean isDead() {
    return dead;
  }
}
