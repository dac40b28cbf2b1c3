package io.tern.loadtest.farm.flow;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * All flows of the farm. A flow moves at {@code min(capacity / flows)} over its pipes, bounded by
 * its own ceiling: max-min fair but for what a flow held back elsewhere leaves unused.
 *
 * <p>A change of the number of flows is passed on to the others at most every 20 ms, so that its
 * cost does not grow with the rate of short copies. Used by one thread.
 */
public final class Fluid {
  private static final long SETTLE_NANOS = 20_000_000;

  private final Timeline time;
  private final Set<Pipe> unsettled = new LinkedHashSet<>();

  public Fluid(Timeline time) {
    this.time = time;
  }

  /** Starts {@code flow}; a flow that nothing holds back reaches its target before this returns. */
  public void start(Flow flow) {
    flow.way.forEach(pipe -> pipe.flows().add(flow));
    flow.way.forEach(this::changed);
    settle(flow);
  }

  /** Takes the flow out of its pipes; its target is never reached then. */
  public void stop(Flow flow) {
    if (isUnderWay(flow)) {
      flow.way.forEach(pipe -> pipe.flows().remove(flow));
      flow.halt(time.nowNanos());
      disarm(flow);
      flow.way.forEach(this::changed);
    }
  }

  private static boolean isUnderWay(Flow flow) {
    return flow.way.getFirst().flows().contains(flow);
  }

  /** Changes the capacity of {@code pipe}; 0 stops all flows through it. */
  public void capacity(Pipe pipe, double bytesPerSecond) {
    pipe.capacity(bytesPerSecond);
    List.copyOf(pipe.flows()).forEach(this::settle);
  }

  private void changed(Pipe pipe) {
    if (!pipe.isBounded()) {
      return;
    }
    if (unsettled.isEmpty()) {
      time.after(SETTLE_NANOS, this::settleChanged);
    }
    unsettled.add(pipe);
  }

  private void settleChanged() {
    List<Pipe> pipes = List.copyOf(unsettled);
    unsettled.clear();
    for (Pipe pipe : pipes) {
      List.copyOf(pipe.flows()).forEach(this::settle);
    }
  }

  private void settle(Flow flow) {
    if (!isUnderWay(flow)) {
      return;
    }
    flow.settle(time.nowNanos());
    if (flow.isComplete()) {
      stop(flow);
      flow.finish();
    } else {
      arm(flow);
    }
  }

  /** A timer that fires too early finds the flow incomplete and is set again; see settle. */
  private void arm(Flow flow) {
    long due = flow.dueNanos();
    if (due < flow.firesAtNanos) {
      disarm(flow);
      flow.firesAtNanos = due;
      flow.timer = time.after(Math.max(0, due - time.nowNanos()), () -> fired(flow));
    }
  }

  private void fired(Flow flow) {
    flow.timer = null;
    flow.firesAtNanos = Long.MAX_VALUE;
    settle(flow);
  }

  private static void disarm(Flow flow) {
    if (flow.timer != null) {
      flow.timer.cancel();
      flow.timer = null;
    }
    flow.firesAtNanos = Long.MAX_VALUE;
  }
}
