/** Every metric by name, help and labels, and the means to tell them. */
@NullMarked
package io.tern.orchestrator.telemetry.catalogue;

import org.jspecify.annotations.NullMarked;
