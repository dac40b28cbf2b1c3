/** Meters and log fields, all names in one place. */
@NullMarked
package io.tern.orchestrator.telemetry;

import org.jspecify.annotations.NullMarked;
