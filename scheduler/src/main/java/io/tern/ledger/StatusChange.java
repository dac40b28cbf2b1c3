package io.tern.ledger;

import io.tern.job.TransferState;
import org.jspecify.annotations.Nullable;

/** A status to be, that says only what is different from the one before. */
final class StatusChange {
  private TransferState state;
  private int attempt;
  private int retries;
  private int unknowns;
  private long sinceMs;
  private long retryAtMs;
  private long startMs;
  private long finishMs;
  private AgentId agent;
  private boolean stopping;
  private String reason;
  private boolean recoverable;
  private long bytes;
  private long size;
  private String checksum;
  private Held held;
  private TransferStatus.Tape tape;
  private @Nullable DestinationFile inTheWay;

  StatusChange(TransferStatus before) {
    state = before.state();
    attempt = before.attempt();
    retries = before.retries();
    unknowns = before.unknowns();
    sinceMs = before.sinceMs();
    retryAtMs = before.retryAtMs();
    startMs = before.startMs();
    finishMs = before.finishMs();
    agent = before.agent();
    stopping = before.stopping();
    reason = before.reason();
    recoverable = before.recoverable();
    bytes = before.bytes();
    size = before.size();
    checksum = before.checksum();
    held = before.held();
    tape = before.tape();
    inTheWay = before.inTheWay();
  }

  TransferStatus made() {
    return new TransferStatus(
        state,
        attempt,
        retries,
        unknowns,
        sinceMs,
        retryAtMs,
        startMs,
        finishMs,
        agent,
        stopping,
        reason,
        recoverable,
        bytes,
        size,
        checksum,
        held,
        tape,
        inTheWay);
  }

  StatusChange state(TransferState next, long nowMs) {
    state = next;
    sinceMs = nowMs;
    return this;
  }

  StatusChange attempt(int number) {
    attempt = number;
    return this;
  }

  StatusChange retries(int number) {
    retries = number;
    return this;
  }

  StatusChange unknowns(int number) {
    unknowns = number;
    return this;
  }

  StatusChange retryAt(long ms) {
    retryAtMs = ms;
    return this;
  }

  /** Its latest attempt; 0 for not yet. */
  StatusChange ran(long fromMs, long toMs) {
    startMs = fromMs;
    finishMs = toMs;
    return this;
  }

  StatusChange by(AgentId who) {
    agent = who;
    return this;
  }

  StatusChange stopping(boolean still) {
    stopping = still;
    return this;
  }

  StatusChange says(String why, boolean worthRetry) {
    reason = why;
    recoverable = worthRetry;
    return this;
  }

  StatusChange copied(long moved, long found, String sum) {
    bytes = moved;
    size = found;
    checksum = sum;
    return this;
  }

  StatusChange held(Held found) {
    held = found;
    return this;
  }

  StatusChange tape(TransferStatus.Tape times) {
    tape = times;
    return this;
  }

  StatusChange inTheWay(@Nullable DestinationFile found) {
    inTheWay = found;
    return this;
  }
}
