package io.tern.loadtest.scheduling.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tern.breaker.Breaker;
import io.tern.job.Failure;
import io.tern.loadtest.scheduling.bound.Solutions;
import io.tern.loadtest.scheduling.measure.Score;
import io.tern.loadtest.scheduling.plant.Physics;
import io.tern.loadtest.scheduling.plant.PlantMaker;
import io.tern.loadtest.scheduling.plant.Topology;
import io.tern.loadtest.scheduling.policy.Policy;
import io.tern.loadtest.scheduling.policy.Recording;
import io.tern.loadtest.scheduling.policy.Replay;
import io.tern.loadtest.scheduling.trace.Incident;
import io.tern.loadtest.scheduling.trace.Incident.Kind;
import io.tern.loadtest.scheduling.trace.Reach;
import io.tern.loadtest.scheduling.trace.Trace;
import io.tern.loadtest.scheduling.trace.Traces;
import io.tern.pilot.Stall;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Decision logs of a quarter of an hour in which a lot befalls a small plant. */
class ReplayTest {
  private static final long SEED = 3;
  private static final long LENGTH_MS = 900_000;
  private static final Topology SMALL = new Topology("small", 1, 3, 4, 0.6, 2, 1, 0.2);
  private static final List<Incident> INCIDENTS =
      List.of(
          new Incident(Kind.CAPACITY, new Reach(1, 0, 1), 0.1, 0.3, 0.5),
          new Incident(Kind.BLACK_HOLE, new Reach(2, 0, 1), 0.3, 0.7, 0),
          new Incident(Kind.OUTAGE, new Reach(1, 1, 1), 0.4, 0.6, 0));

  private static Runner runner;

  @BeforeAll
  static void make() throws IOException {
    Trace calm = Traces.of("T10:5");
    Trace trace =
        new Trace("trouble", calm.communities(), calm.demand(), calm.failure(), INCIDENTS, null);
    runner =
        new Runner(
            PlantMaker.make(SMALL, Physics.defaults(), SEED), trace, LENGTH_MS, Solutions.unkept());
  }

  @Test
  void theRunMeetsIncidentsShutsBreakersAndRetries() {
    Retries retries = new Retries(runner.policy("ours"));

    Score ours = runner.run("ours", policy -> retries);

    assertThat(ours.doomed()).isGreaterThan(Breaker.FAILURES);
    assertThat(runner.run("fixed").doomed()).isGreaterThan(3 * ours.doomed());
    assertThat(retries.count).isGreaterThan(20);
  }

  @ParameterizedTest
  @FieldSource("io.tern.loadtest.scheduling.run.Policies#NAMES")
  void aFreshPolicyDecidesTheSameByteForByte(String policy) throws IOException {
    byte[] log = recorded(policy, inner -> inner);

    assertThat(recorded(policy, inner -> inner)).isEqualTo(log);
    assertThat(replayed(policy, log)).isGreaterThan(10_000);
  }

  @Test
  void twoExchangedDecisionsAreFoundOut() {
    byte[] log = recorded("ours", Exchanging::new);

    assertThatThrownBy(() -> replayed("ours", log))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("NEXT");
  }

  @Test
  void decisionsWithoutSomethingThatWasHeardAreFoundOut() {
    byte[] log = recorded("ours", Deaf::new);

    assertThatThrownBy(() -> replayed("ours", log))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("NEXT");
  }

  @Test
  void aLogThatWasCutOffIsFoundOut() {
    byte[] log = recorded("ours", inner -> inner);

    assertThatThrownBy(() -> replayed("ours", Arrays.copyOf(log, log.length - 1)))
        .isInstanceOf(EOFException.class);
  }

  private static byte[] recorded(String policy, UnaryOperator<Policy> meddling) {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    runner.run(policy, inner -> new Recording(meddling.apply(inner), new DataOutputStream(log)));
    return log.toByteArray();
  }

  private static long replayed(String policy, byte[] log) throws IOException {
    return new Replay(new ByteArrayInputStream(log), runner.policy(policy)).run();
  }

  /** Counts starts of what had failed before. */
  private static final class Retries extends Passing {
    private final Set<Integer> failed = new HashSet<>();
    int count;

    Retries(Policy policy) {
      super(policy);
    }

    @Override
    public void failed(int slot, Failure failure, long bytes, long nowMs) {
      super.failed(slot, failure, bytes, nowMs);
      if (!hasGivenUp(slot)) {
        failed.add(slot);
      }
    }

    @Override
    public void started(int slot, int link, int share, long bytes, long nowMs) {
      super.started(slot, link, share, bytes, nowMs);
      count += failed.remove(slot) ? 1 : 0;
    }
  }

  /** Once starts what should start next before what should start now. */
  private static final class Exchanging extends Passing {
    private static final long AT_MS = 400_000;
    private @Nullable Integer held;
    private boolean done;

    Exchanging(Policy policy) {
      super(policy);
    }

    @Override
    public int next(long nowMs) {
      if (held != null) {
        int given = held;
        held = null;
        return given;
      }
      int first = super.next(nowMs);
      int second = first < 0 || done || nowMs < AT_MS ? -1 : super.next(nowMs);
      if (second < 0) {
        return first;
      }
      done = true;
      held = first;
      return second;
    }
  }

  /** Is not told of one copy that is done. */
  private static final class Deaf extends Passing {
    private static final long AT_MS = 400_000;
    private static final int NONE = -1;
    private int missed = NONE;

    Deaf(Policy policy) {
      super(policy);
    }

    @Override
    public void done(int slot, long bytes, long nowMs) {
      if (missed == NONE && nowMs >= AT_MS) {
        missed = slot;
      } else {
        super.done(slot, bytes, nowMs);
      }
    }

    /** To whom it has not heard of the end, that attempt stands still; nobody can stop it. */
    @Override
    public @Nullable Stall nextToStop(long nowMs) {
      Stall stall = super.nextToStop(nowMs);
      return stall != null && stall.slot() == missed ? super.nextToStop(nowMs) : stall;
    }
  }
}
