package io.tern.orchestrator.renewal;

import io.tern.orchestrator.credential.Held;

/**
 * When a token that was lent is exchanged although nobody asks: in the second half of its life,
 * while it can be. Most copies are done by then, and an issuer that is away has the other half to
 * come back in.
 */
final class Due {
  /** Tokens that were lent together are spread over this part of their lives. */
  private static final double SPREAD = 0.125;

  private Due() {}

  static boolean isDue(Held token, long nowMs) {
    double left = (double) token.leftMs(nowMs) / Math.max(token.lifeMs(), 1);
    return token.isRenewable() && left < 0.5 - SPREAD * luckOf(token);
  }

  /** 0 to 1, the same at each look. */
  private static double luckOf(Held token) {
    return (token.slot().name().hashCode() & 0xffff) / 65_536.0;
  }
}
