/** What the parts of a node tell, counted as the catalogue says. */
@NullMarked
package io.tern.orchestrator.telemetry;

import org.jspecify.annotations.NullMarked;
