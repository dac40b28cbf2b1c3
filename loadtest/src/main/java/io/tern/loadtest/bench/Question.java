package io.tern.loadtest.bench;

/** One request of many. */
@FunctionalInterface
interface Question {
  /** Asks, and fails unless it is answered as expected. */
  void ask(long number) throws Exception;
}
