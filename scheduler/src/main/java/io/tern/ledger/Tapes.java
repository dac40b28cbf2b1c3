package io.tern.ledger;

import io.tern.ledger.TransferStatus.Tape;
import java.util.HashMap;
import java.util.Map;

/**
 * What tapes do and have done for transfers that have not ended. It is kept beside their rows,
 * since few transfers come from a tape.
 */
final class Tapes {
  private final Map<Long, Tape> tapes = new HashMap<>();

  /** Of a transfer of a job that stages, after a change. */
  void note(long transfer, TransferStatus status) {
    Tape tape = status.tape();
    boolean lasts = tape.stagingEnd() > 0 || tape.evicted() || !tape.request().isEmpty();
    if (lasts && !status.state().isTerminal()) {
      tapes.put(transfer, tape);
    } else {
      tapes.remove(transfer);
    }
  }

  Tape of(long transfer) {
    return tapes.getOrDefault(transfer, Tape.NONE);
  }

  /** Transfers of which something is kept. */
  int size() {
    return tapes.size();
  }

  /** Nothing of the transfer is left here. */
  void forget(long transfer) {
    tapes.remove(transfer);
  }
}
