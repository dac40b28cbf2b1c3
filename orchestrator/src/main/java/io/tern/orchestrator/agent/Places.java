package io.tern.orchestrator.agent;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Places for a number of attempts at once, given while a condition holds. */
final class Places implements Gate {
  private final int capacity;
  private final BooleanSupplier open;
  private final AtomicInteger taken = new AtomicInteger();

  Places(int capacity, BooleanSupplier open) {
    this.capacity = capacity;
    this.open = open;
  }

  @Override
  public boolean enter() {
    if (!open.getAsBoolean()) {
      return false;
    }
    if (taken.incrementAndGet() <= capacity) {
      return true;
    }
    taken.decrementAndGet();
    return false;
  }

  @Override
  public void leave() {
    taken.decrementAndGet();
  }

  int taken() {
    return taken.get();
  }
}
