package io.tern.loadtest.bench;

import io.tern.loadtest.rig.Rig;

/**
 * What it costs to know who asks: by a token, against the same question to a service in open mode,
 * and by a certificate, against a connection that is kept.
 */
final class IdentityBench implements Bench {
  private static final int CALLERS = 4;
  private static final int ROUNDS = 5;
  private static final int WARM_ROUNDS = 2;

  @Override
  public String name() {
    return "identity";
  }

  @Override
  public void run(Rig rig, Scale scale, Findings findings) throws Exception {
    Turns turns = new Turns(CALLERS, scale.of(WARM_ROUNDS, 1), scale.of(ROUNDS, 1));
    findings.note("rounds", (long) turns.rounds());
    TokenCosts.measure(rig, turns, scale, findings);
    ConnectionCosts.measure(rig, turns, scale, findings);
  }
}
