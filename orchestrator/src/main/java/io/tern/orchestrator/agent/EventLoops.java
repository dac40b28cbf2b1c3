package io.tern.orchestrator.agent;

import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/** Event loops to run on, each with a Vert.x context of its own. */
record EventLoops(List<Executor> executors) {

  static Future<EventLoops> open(Vertx vertx, int count) {
    List<Executor> loops = new CopyOnWriteArrayList<>();
    return vertx
        .deployVerticle(() -> new Loop(loops), new DeploymentOptions().setInstances(count))
        .map(id -> new EventLoops(loops));
  }

  private static final class Loop extends VerticleBase {
    private final List<Executor> loops;

    Loop(List<Executor> loops) {
      this.loops = loops;
    }

    @Override
    public Future<?> start() {
      Context own = context;
      loops.add(task -> own.runOnContext(v -> task.run()));
      return Future.succeededFuture();
    }
  }
}
