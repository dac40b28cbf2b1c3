package io.tern.loadtest.core;

import io.tern.ledger.AgentId;
import io.tern.ledger.Agents;
import io.tern.ledger.Capacity;
import io.tern.ledger.Coordination;
import io.tern.ledger.Effect;
import io.tern.ledger.Input;
import io.tern.ledger.Ledger;
import io.tern.ledger.Outcome;
import io.tern.ledger.Progress;
import io.tern.ledger.Rules;
import io.tern.ledger.Step;
import io.tern.limit.Ceilings;
import io.tern.retry.Backoff;
import io.tern.retry.Retries;
import io.tern.schedule.Scheduler;
import java.util.ArrayDeque;

/** What a leader decides by, kept as full as it was at the start. One thread. */
final class Leader {
  private static final AgentId AGENT = new AgentId("agent", "1");
  private static final int LEASE_MS = 330_000;
  private static final int FRESH_MS = 15_000;

  private static final int COPY_S = 4;
  private static final int MOST_ROUNDS = 1_000;

  private static final long EPOCH_MS = 1_700_000_000_000L;

  private final Agents agents = new Agents(LEASE_MS, FRESH_MS);
  private final Ledger ledger =
      new Ledger(
          Rules.defaults(new Retries(0, Backoff.defaults())), new Scheduler(Ceilings.defaults()));
  private final Coordination coordination = new Coordination(ledger, agents);
  private final ArrayDeque<Copy> running = new ArrayDeque<>();
  private final Offers offers;
  private final int batch;
  private long nowMs;

  private record Copy(Effect.Start start, long fromMs) {
    Progress progress(long nowMs) {
      long bytes = Math.min(Offers.BYTES, (nowMs - fromMs) * Offers.BYTES / (COPY_S * 1_000));
      return new Progress(start.transfer(), bytes, nowMs);
    }
  }

  /**
   * @param batch transfers that end, start and come anew in each cycle
   */
  Leader(int links, long queued, int batch) {
    this.offers = new Offers(links, batch);
    this.batch = batch;
    for (long waiting = 0; waiting < queued; waiting += batch) {
      Step step = begin();
      coordination.decide(step, offers.next());
      end(step);
    }
    for (int n = 0; n < MOST_ROUNDS && running.size() < 2 * batch; n++) {
      flow();
    }
    if (running.size() < 2 * batch) {
      throw new IllegalStateException("windows for " + running.size() + " of " + 2 * batch);
    }
  }

  /** Windows open as copies are seen to flow: each second all move on, and the oldest end. */
  private void flow() {
    nowMs += 1_000;
    coordination.progress(AGENT, running.stream().map(copy -> copy.progress(nowMs)).toList());
    cycle(running.size() / COPY_S);
  }

  /** A step in which as many copies end as start, and a job comes in their place. */
  int cycle() {
    return cycle(batch);
  }

  private int cycle(int ended) {
    Step step = begin();
    for (int n = 0; n < ended; n++) {
      coordination.decide(step, done(running.remove().start));
    }
    coordination.decide(step, offers.next());
    coordination.due(step);
    coordination.admit(step, Integer.MAX_VALUE);
    return end(step);
  }

  private Step begin() {
    nowMs++;
    agents.heard(AGENT, new Capacity(2 * batch, 0), false, nowMs);
    return coordination.begin(EPOCH_MS + nowMs, nowMs);
  }

  private static Input.Ended done(Effect.Start start) {
    Outcome done = new Outcome.Done(start.size(), start.size(), "adler32:1a2b3c4d");
    return new Input.Ended(AGENT, start.transfer(), start.attempt(), done, EPOCH_MS, EPOCH_MS);
  }

  private int end(Step step) {
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.Start start) {
        running.add(new Copy(start, nowMs));
      }
    }
    return step.size() + ledger.takeShown().size();
  }

  int running() {
    return running.size();
  }

  long waiting() {
    return ledger.scheduler().waiting();
  }
}
