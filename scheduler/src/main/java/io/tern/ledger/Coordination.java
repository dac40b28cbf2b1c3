package io.tern.ledger;

import io.tern.forecast.Forecast;
import io.tern.pilot.Lesson;
import io.tern.pilot.Pilot;
import io.tern.pilot.Windows;
import io.tern.setting.Order;
import java.util.List;

/**
 * Decides: an input and the ledger as it is give the records and effects of a step. Only the leader
 * uses it. No clock, chance or I/O is in here; a step carries the time.
 */
public final class Coordination {
  /** Of one step. */
  private static final int MOST_LESSONS = 200;

  private final Ledger ledger;
  private final Agents agents;
  private final Leftovers left = new Leftovers();
  private final Intake intake;
  private final Operators operators;
  private final Sweep sweep;
  private final Reports reports;
  private final Dues dues;
  private final Admission admission;
  private final Pilot pilot;
  private final Watch watch;
  private final Stalling stalling;
  private final Foreseeing foreseeing;
  private final Explaining explaining;
  private final Surveying surveying;

  public Coordination(Ledger ledger, Agents agents) {
    this.ledger = ledger;
    this.agents = agents;
    pilot = new Pilot(ledger.scheduler);
    Halts halts = new Halts(ledger, agents);
    Forecast forecast = new Forecast(ledger.scheduler);
    foreseeing = new Foreseeing(ledger, halts, forecast);
    explaining = new Explaining(ledger, halts, foreseeing);
    surveying = new Surveying(ledger, halts, pilot);
    watch = new Watch(ledger, pilot, forecast);
    stalling = new Stalling(ledger, agents, pilot);
    Endings endings = new Endings(ledger, left);
    Replicas replicas = new Replicas(ledger, forecast);
    reports = new Reports(ledger, agents, left, endings, replicas, watch);
    sweep = new Sweep(ledger, left, endings, reports);
    intake = new Intake(ledger, endings, replicas, sweep, foreseeing);
    operators = new Operators(ledger, agents, sweep);
    dues = new Dues(ledger, agents, left, endings, reports, operators, sweep);
    admission = new Admission(ledger, agents, left, sweep, watch);
  }

  /**
   * A new leader, whose ledger has the settings that hold, takes up what is at work; to be called
   * once, before anything is decided.
   *
   * @param lessons of earlier leaders, one of a limit at most
   */
  public void takeOver(List<Lesson> lessons, long monoMs) {
    operators.takeOver();
    lessons.forEach(lesson -> pilot.begin(lesson, monoMs));
    for (Running run : ledger.running.values()) {
      agents.carries(run.status.agent(), run.task, monoMs);
      watch.begun(run.transfer, run.task, monoMs);
      if (run.stopping) {
        left.stops.add(run.transfer);
      } else if (!run.hasAgent()) {
        left.orphans.add(run.transfer);
      }
    }
    ledger.running.values().stream()
        .map(run -> new Leftovers.Lost(run.transfer, run.status.agent()))
        .filter(attempt -> agents.isSucceeded(attempt.agent()))
        .forEach(left.unheard::add);
    ledger.jobs.values().stream()
        .filter(job -> job.record.untold() > 0)
        .forEach(job -> left.untold.add(job.id()));
  }

  /**
   * @param nowMs milliseconds since the epoch, never less than the step before
   * @param monoMs the same moment on this process's monotonic clock
   */
  public Step begin(long nowMs, long monoMs) {
    return new Step(ledger, nowMs, monoMs);
  }

  public void decide(Step step, Input input) {
    switch (input) {
      case Input.Submit submit -> intake.submit(step, submit);
      case Input.Cancel cancel -> intake.cancel(step, cancel);
      case Input.Reprioritise change -> intake.reprioritise(step, change);
      case Input.Hold hold -> operators.hold(step, hold);
      case Input.CancelAll cancel -> operators.cancelAll(step, cancel);
      case Input.ForceStart force -> operators.forceStart(step, force);
      case Input.ChangeSettings change -> operators.change(step, change);
      case Input.Explain explain -> explaining.answer(step, explain);
      case Input.Estimate estimate -> foreseeing.answer(step, estimate);
      case Input.ExplainLink explain -> surveying.answer(step, explain);
      case Input.ExplainStorage explain -> surveying.answer(step, explain);
      case Input.Started started -> reports.started(step, started);
      case Input.Ended ended -> reports.ended(step, ended);
      case Input.AgentLost lost -> reports.lost(lost.agent());
    }
  }

  /** An agent's word of how far its attempts are; it decides nothing by itself. */
  public void progress(AgentId agent, List<Progress> progress) {
    progress.forEach(one -> watch.moved(agent, one));
  }

  /** Does what has fallen due, and goes on with what earlier steps left over. */
  public void due(Step step) {
    dues.due(step);
    stalling.due(step);
  }

  /** Starts what may start now, as long as the step is below {@code most} records and effects. */
  public void admit(Step step, int most) {
    ledger.scheduler.poolCeiling(agents.copies());
    pilot.tick(step.monoMs());
    step.learn(pilot.lessons(MOST_LESSONS));
    if (!isHeld()) {
      admission.admit(step, most);
    }
  }

  /** When {@link #due} has something to do at the earliest. */
  public long nextDueMs() {
    return Math.min(ledger.timetable.nextMs(), ledger.bars().firstEndMs());
  }

  /** Whether there is more to do without waiting for input or time. */
  public boolean hasLeftovers() {
    return left.any() || sweep.isOn();
  }

  /** Whether an operator has ordered that nothing starts. */
  public boolean isHeld() {
    return ledger.settings().find(Order.Hold.NAME) != null;
  }

  /** What copies have taught. */
  public Windows windows() {
    return pilot;
  }

  /** Reports that came after their attempt was over, and were ignored. */
  public long stale() {
    return reports.stale();
  }
}
