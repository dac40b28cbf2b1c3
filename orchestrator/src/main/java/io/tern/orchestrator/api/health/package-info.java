/** Liveness, readiness and metrics on a listener of their own. */
@NullMarked
package io.tern.orchestrator.api.health;

import org.jspecify.annotations.NullMarked;
