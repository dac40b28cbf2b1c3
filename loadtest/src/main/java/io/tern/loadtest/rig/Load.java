package io.tern.loadtest.rig;

import io.tern.loadtest.load.Acknowledged;
import io.tern.loadtest.load.Tally;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A generator at work. */
public final class Load {
  private final Future<Tally> run;
  private final Acknowledged acknowledged;

  Load(Future<Tally> run, Acknowledged acknowledged) {
    this.run = run;
    this.acknowledged = acknowledged;
  }

  public boolean isRunning() {
    return !run.isComplete();
  }

  /** Files of acknowledged jobs that are on the generator's disk. */
  public long acknowledgedFiles() {
    return acknowledged.files();
  }

  /** Waits for the end, and for the list to be on the disk. */
  public Tally await(Duration patience) throws TimeoutException {
    try {
      return run.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      acknowledged.close();
    }
  }
}
