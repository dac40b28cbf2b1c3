package io.tern.loadtest.farm.copy;

import io.tern.loadtest.farm.dialect.Dialect;
import io.tern.loadtest.farm.flow.Fluid;
import io.tern.loadtest.farm.flow.Pipe;
import io.tern.loadtest.farm.rule.StorageRule;
import java.util.ArrayList;
import java.util.List;

/** One storage of the farm as it is now. Used by one thread. */
public final class Storage {
  private final String host;
  private final Pipe in;
  private final Pipe out;
  private StorageRule rule;
  private Dialect dialect;
  private boolean paused;
  private final List<Runnable> waiting = new ArrayList<>();

  final Gauge copiesIn = new Gauge();
  final Gauge copiesOut = new Gauge();
  final Gauge copiesActive = new Gauge();
  private long used;

  public Storage(String host, StorageRule rule) {
    this.host = host;
    this.rule = rule;
    this.dialect = Dialect.of(rule.dialect());
    this.in = new Pipe(rule.inBytesPerSecond());
    this.out = new Pipe(rule.outBytesPerSecond());
  }

  public String host() {
    return host;
  }

  public StorageRule rule() {
    return rule;
  }

  public Dialect dialect() {
    return dialect;
  }

  Pipe in() {
    return in;
  }

  Pipe out() {
    return out;
  }

  /** Follows another rule from now on; copies that run keep their markers and ceilings. */
  public void follow(StorageRule newRule, Fluid fluid) {
    rule = newRule;
    dialect = Dialect.of(newRule.dialect());
    flow(fluid);
  }

  /** Stops everything, as SIGSTOP would: no byte, no marker, no answer. */
  public void pause(Fluid fluid) {
    paused = true;
    flow(fluid);
  }

  public void resume(Fluid fluid) {
    paused = false;
    flow(fluid);
    List<Runnable> due = List.copyOf(waiting);
    waiting.clear();
    due.forEach(Runnable::run);
  }

  private void flow(Fluid fluid) {
    fluid.capacity(in, paused ? 0 : rule.inBytesPerSecond());
    fluid.capacity(out, paused ? 0 : rule.outBytesPerSecond());
  }

  public boolean isPaused() {
    return paused;
  }

  /** Runs {@code action} now, or when the storage is resumed. */
  public void whenAwake(Runnable action) {
    if (paused) {
      waiting.add(action);
    } else {
      action.run();
    }
  }

  boolean hasRoomFor(long bytes) {
    return bytes <= rule.spaceBytes() - used;
  }

  void occupy(long bytes) {
    used += bytes;
  }

  /** A file of {@code bytes} was removed. */
  public void release(long bytes) {
    used = Math.max(0, used - bytes);
  }

  void forgetPeaks() {
    copiesIn.forgetPeak();
    copiesOut.forgetPeak();
    copiesActive.forgetPeak();
  }
}
