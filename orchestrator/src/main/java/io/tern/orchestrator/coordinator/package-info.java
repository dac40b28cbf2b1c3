/**
 * The one place that decides: commands and reports in, steps out; leadership, leases and timers.
 */
@NullMarked
package io.tern.orchestrator.coordinator;

import org.jspecify.annotations.NullMarked;
