package io.tern.loadtest.bench;

import io.tern.loadtest.rig.Rig;
import io.tern.loadtest.rig.TernNode;
import java.time.Duration;

/**
 * Transfers from the queue through journal, dispatch, agent, report and journal to their end, with
 * copies that take no time. One link and 10,000 links take turns.
 */
final class DispatchBench implements Bench {
  /** Until the compilers of both processes, which take a third of the CPU at first, are done. */
  private static final int WARM_ROUNDS = 4;

  @Override
  public String name() {
    return "dispatch";
  }

  @Override
  public void run(Rig rig, Scale scale, Findings findings) throws Exception {
    TernNode tern = rig.tern("tern", "--hold");
    double unused = tern.awaitReady(Duration.ofMinutes(2));
    long transfers = scale.of(200_000L, 5_000L);
    for (int i = 0; i < scale.of(WARM_ROUNDS, 1); i++) {
      Drain.measure(rig, tern, "warm" + i, transfers, Plans.tenThousandLinks(), findings);
    }
    double one = 0;
    double many = 0;
    double perSecond = 0;
    int rounds = scale.of(3, 1);
    for (int i = 0; i < rounds; i++) {
      Drain wide =
          Drain.measure(rig, tern, "wide" + i, transfers, Plans.tenThousandLinks(), findings);
      Drain narrow = Drain.measure(rig, tern, "one" + i, transfers, Plans.oneLink(), findings);
      many += wide.cpuMsPerTransfer() / rounds;
      one += narrow.cpuMsPerTransfer() / rounds;
      perSecond += wide.perSecond() / rounds;
    }
    findings.note("n", transfers * rounds);
    findings.note("transfers_per_s", perSecond);
    findings.note("cpu_ms_per_transfer", many);
    findings.note("cpu_ms_per_transfer_1_link", one);
    findings.note("cost_ratio_1_link_to_10k", one / many);
  }
}
