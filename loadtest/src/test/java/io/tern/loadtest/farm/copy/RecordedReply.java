package io.tern.loadtest.farm.copy;

import io.tern.loadtest.farm.dialect.Refusal;
import org.jspecify.annotations.Nullable;

/** Keeps what a client would have seen. */
final class RecordedReply implements Reply {
  final StringBuilder body = new StringBuilder();
  @Nullable Refusal refusal;
  boolean ended;
  boolean wasReset;
  private Runnable gone = () -> {};

  @Override
  public void refuse(Refusal refused) {
    refusal = refused;
    ended = true;
  }

  @Override
  public void write(String text) {
    body.append(text);
  }

  @Override
  public void end(String text) {
    body.append(text);
    ended = true;
  }

  @Override
  public void reset() {
    wasReset = true;
    ended = true;
  }

  @Override
  public void onGone(Runnable action) {
    gone = action;
  }

  /** The client closes its connection. */
  void leave() {
    gone.run();
  }

  long markers() {
    return body.toString().split("Perf Marker", -1).length - 1L;
  }
}
