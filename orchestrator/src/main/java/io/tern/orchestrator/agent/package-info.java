/** Dispatches in, attempts driven through the storage port, outcomes out. */
@NullMarked
package io.tern.orchestrator.agent;

import org.jspecify.annotations.NullMarked;
