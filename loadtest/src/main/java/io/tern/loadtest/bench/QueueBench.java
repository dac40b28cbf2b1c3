package io.tern.loadtest.bench;

import io.tern.loadtest.rig.Metrics;
import io.tern.loadtest.rig.Rig;
import io.tern.loadtest.rig.TernNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What a queued transfer takes: memory of the coordinator role alone, a million queued minus none;
 * and whether a transfer costs more when a million others wait than when ten thousand do.
 */
final class QueueBench implements Bench {
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  @Override
  public String name() {
    return "queue";
  }

  @Override
  public void run(Rig rig, Scale scale, Findings findings) throws Exception {
    String broker = rig.broker();
    TernNode coordinator =
        rig.tern("coordinator", "--kafka", broker, "--roles", "coordinator", "--hold");
    TernNode front = rig.tern("front", "--kafka", broker, "--roles", "api,agent");
    double unused = coordinator.awaitReady(PATIENCE) + front.awaitReady(PATIENCE);
    long small = scale.of(10_000L, 1_000L);
    long large = scale.of(1_000_000L, 20_000L);

    long part = Math.max(small, large / 20);
    Drain.fill(rig, front, "warm", part, Plans.tenThousandLinks(), findings);
    double unusedWarm = release(coordinator, front, part);
    double costSmall = costOfSmall(rig, coordinator, front, small, part, findings);
    long empty = liveBytes(coordinator);
    Drain.fill(rig, front, "queued", large, Plans.tenThousandLinks(), findings);
    coordinator.awaitApplied(PATIENCE);
    long queued = coordinator.waiting();
    long full = liveBytes(coordinator);
    double costLarge = release(coordinator, front, part);

    findings.require(queued == large, "queued " + queued + " of " + large);
    findings.note("n", large);
    findings.note("queued", queued);
    findings.note("heap_bytes_per_queued", (double) (full - empty) / Math.max(1, queued));
    findings.note("cpu_ms_per_transfer_10k", costSmall);
    findings.note("cpu_ms_per_transfer_1m", costLarge);
    findings.note("cost_ratio_1m_to_10k", costLarge / costSmall);
  }

  /**
   * As many transfers as are measured in the large queue, never more than a few waiting at once.
   */
  private static double costOfSmall(
      Rig rig, TernNode coordinator, TernNode front, long queued, long transfers, Findings findings)
      throws Exception {
    double sum = 0;
    long rounds = transfers / queued;
    for (long i = 0; i < rounds; i++) {
      Drain.fill(rig, front, "small" + i, queued, Plans.tenThousandLinks(), findings);
      sum += release(coordinator, front, queued);
    }
    return sum / rounds;
  }

  /** Milliseconds of both nodes for each of the next {@code transfers}. */
  private static double release(TernNode coordinator, TernNode front, long transfers)
      throws Exception {
    long finishedBefore = front.done();
    double before = coordinator.account().cpuSeconds() + front.account().cpuSeconds();
    front.hold(false);
    long finished = finishedBefore;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (finished - finishedBefore < transfers && System.nanoTime() < deadline) {
      Thread.sleep(Duration.ofMillis(10));
      finished = front.done();
    }
    front.hold(true);
    double after = coordinator.account().cpuSeconds() + front.account().cpuSeconds();
    return (after - before) * 1000 / Math.max(1, finished - finishedBefore);
  }

  /** Heap after a collection, direct and mapped buffers. */
  private static long liveBytes(TernNode node) throws Exception {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    for (int i = 0; i < 3; i++) {
      int unused =
          new ProcessBuilder(List.of(jcmd, Long.toString(node.child().pid()), "GC.run"))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
    }
    Metrics metrics = node.metrics();
    return (long)
        (metrics.sum("jvm_memory_used_bytes", "area", Set.of("heap"))
            + metrics.sum("jvm_buffer_memory_used_bytes"));
  }
}
