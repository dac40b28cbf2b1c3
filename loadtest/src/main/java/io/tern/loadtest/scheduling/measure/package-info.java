/** What a run was worth: goodput, reaction, fairness, waste. */
@NullMarked
package io.tern.loadtest.scheduling.measure;

import org.jspecify.annotations.NullMarked;
