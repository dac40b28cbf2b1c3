package io.tern.loadtest.scheduling.measure;

import io.tern.loadtest.scheduling.policy.Request;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much of the work that is wanted by a time is there by then. */
final class Promises {
  private final Map<Key, Promise> promises = new HashMap<>();

  private record Key(int storage, int share, long deadlineMs) {}

  private static final class Promise {
    final boolean feasible;
    double wanted;
    double inTime;

    Promise(boolean feasible) {
      this.feasible = feasible;
    }
  }

  void wanted(int storage, int share, long deadlineMs, boolean feasible) {
    promises.put(new Key(storage, share, deadlineMs), new Promise(feasible));
  }

  void queued(int storage, Request request) {
    Promise promise = of(storage, request);
    if (promise != null) {
      promise.wanted += request.bytes();
    }
  }

  void done(int storage, Request request, long nowMs) {
    Promise promise = of(storage, request);
    if (promise != null && nowMs <= request.deadlineMs()) {
      promise.inTime += request.bytes();
    }
  }

  private @Nullable Promise of(int storage, Request request) {
    return promises.isEmpty()
        ? null
        : promises.get(new Key(storage, request.share(), request.deadlineMs()));
  }

  /** The part of the bytes that was there in time, of what could be; 1 if there is no such work. */
  double kept() {
    double wanted = 0;
    double inTime = 0;
    for (Promise promise : promises.values()) {
      wanted += promise.feasible ? promise.wanted : 0;
      inTime += promise.feasible ? promise.inTime : 0;
    }
    return wanted == 0 ? 1 : inTime / wanted;
  }
}
