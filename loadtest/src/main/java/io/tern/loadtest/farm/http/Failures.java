package io.tern.loadtest.farm.http;

import io.vertx.core.Future;
import java.util.concurrent.atomic.LongAdder;

/** Where answers end that could not be sent: the client has left, and the farm counts it. */
public final class Failures {
  private final LongAdder unsent = new LongAdder();

  void count(Future<?> sent) {
    sent.onFailure(cause -> unsent.increment());
  }

  long unsent() {
    return unsent.sum();
  }
}
