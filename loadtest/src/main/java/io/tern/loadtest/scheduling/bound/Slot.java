package io.tern.loadtest.scheduling.bound;

/**
 * A stretch of time with the mean capacity of each end in it.
 *
 * @param capacity bytes a millisecond
 */
record Slot(long fromMs, long toMs, double[] capacity) {}
