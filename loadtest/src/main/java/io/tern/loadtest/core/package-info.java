/**
 * The scheduler alone, without Kafka, network or disk: micro-benchmarks of what a leader decides.
 */
@NullMarked
package io.tern.loadtest.core;

import org.jspecify.annotations.NullMarked;
