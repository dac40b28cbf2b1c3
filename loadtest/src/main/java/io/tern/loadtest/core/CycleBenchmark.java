package io.tern.loadtest.core;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One cycle of the scheduler: 500 copies end, 500 start, a job of 500 files comes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CycleBenchmark {
  /** Transfers of a cycle: with all their records about as many as a step may write. */
  public static final int BATCH = 500;

  @Param({"1", "10000"})
  @SuppressWarnings("NullAway.Init") // set by the harness
  String links;

  @Param({"10000", "1000000", "10000000"})
  @SuppressWarnings("NullAway.Init")
  String queued;

  @SuppressWarnings("NullAway.Init")
  private Leader leader;

  @Setup
  public void fill() {
    leader = new Leader(Integer.parseInt(links), Long.parseLong(queued), BATCH);
  }

  @Benchmark
  public int cycle() {
    return leader.cycle();
  }
}
