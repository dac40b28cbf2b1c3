package io.tern.loadtest.scheduling.run;

import io.tern.loadtest.scheduling.bound.Bound;
import io.tern.loadtest.scheduling.bound.Bounds;
import io.tern.loadtest.scheduling.measure.Meter;
import io.tern.loadtest.scheduling.measure.Score;
import io.tern.loadtest.scheduling.plant.Physics;
import io.tern.loadtest.scheduling.plant.Plant;
import io.tern.loadtest.scheduling.plant.PlantMaker;
import io.tern.loadtest.scheduling.plant.Topology;
import io.tern.loadtest.scheduling.policy.Policy;
import io.tern.loadtest.scheduling.policy.Setting;
import io.tern.loadtest.scheduling.trace.Community;
import io.tern.loadtest.scheduling.trace.Trace;
import io.tern.loadtest.scheduling.trace.Traces;
import io.tern.loadtest.scheduling.world.Conditions;
import io.tern.loadtest.scheduling.world.World;

/** Makes one run and scores it. */
final class Runner {
  private Runner() {}

  static Score run(Case one) {
    Plant plant = PlantMaker.make(Topology.of(one.set()), Physics.defaults(), one.seed());
    Trace trace = Traces.of(one.trace());
    Bound bound = Bounds.of(plant, trace, one.lengthMs());
    return run(one, plant, trace, bound);
  }

  static Score run(Case one, Plant plant, Trace trace, Bound bound) {
    Setting setting = new Setting(plant.links(), trace.shares(), trace.weights());
    Policy policy = new Policies(plant, bound, setting).of(one.policy());
    Meter meter = new Meter(plant, trace.communities().size(), one.lengthMs());
    Conditions conditions = new Conditions(plant, trace, one.lengthMs());
    long step = one.set().equals("S") ? 1_000 : 10_000;
    new World(plant, trace, conditions, bound.offered(), step, policy, meter).run(one.lengthMs());
    double[] weights = trace.communities().stream().mapToDouble(Community::weight).toArray();
    return Score.of(meter, bound, weights, conditions.changesMs(), one.lengthMs());
  }
}
