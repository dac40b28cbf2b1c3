package io.tern.loadtest.scheduling.run;

import io.tern.loadtest.scheduling.bound.Bound;
import io.tern.loadtest.scheduling.bound.Bounds;
import io.tern.loadtest.scheduling.bound.Solutions;
import io.tern.loadtest.scheduling.measure.Meter;
import io.tern.loadtest.scheduling.measure.Score;
import io.tern.loadtest.scheduling.plant.Physics;
import io.tern.loadtest.scheduling.plant.Plant;
import io.tern.loadtest.scheduling.policy.Policy;
import io.tern.loadtest.scheduling.policy.Setting;
import io.tern.loadtest.scheduling.trace.Demand;
import io.tern.loadtest.scheduling.trace.Trace;
import io.tern.loadtest.scheduling.world.Conditions;
import io.tern.loadtest.scheduling.world.World;
import java.io.IOException;
import java.util.function.UnaryOperator;

/** A plant under a trace, on which policies are run. */
final class Runner {
  private static final int SMALL = 100;
  private static final long FINE_MS = 1_000;
  private static final long COARSE_MS = 10_000;

  private final Plant plant;
  private final Trace trace;
  private final long lengthMs;
  private final Bound bound;
  private final Setting setting;

  Runner(Plant plant, Trace trace, long lengthMs, Solutions solutions) throws IOException {
    this.plant = plant;
    this.trace = trace;
    this.lengthMs = lengthMs;
    bound = Bounds.of(plant, trace, lengthMs, solutions);
    setting = new Setting(plant.links(), trace.shares(), trace.weights());
  }

  static Runner of(Case one, Physics physics, Solutions solutions) throws IOException {
    return new Runner(
        Sources.plant(one.plant(), one.seed(), physics),
        Sources.trace(one.trace()),
        one.lengthMs(),
        solutions);
  }

  Policy policy(String name) {
    boolean isOpen = trace.demand() instanceof Demand.Open;
    return new Policies(plant, bound, setting, isOpen).of(name);
  }

  Score run(String policy) {
    return run(policy, UnaryOperator.identity());
  }

  /**
   * @param around put between the world and the policy
   */
  Score run(String policy, UnaryOperator<Policy> around) {
    Meter meter = new Meter(plant, setting.shares().size(), lengthMs);
    Conditions conditions = new Conditions(plant, trace, lengthMs);
    Policy running = around.apply(policy(policy));
    long step = plant.storages().size() < SMALL ? FINE_MS : COARSE_MS;
    new World(plant, trace, conditions, bound.offered(), step, lengthMs, running, meter).run();
    double[] weights = setting.shares().stream().mapToDouble(setting.weights()::of).toArray();
    return Score.of(meter, bound, weights, conditions.changesMs(), lengthMs);
  }
}
