/** Tern's own API: jobs and transfers under {@code /api/v1}. */
@NullMarked
package io.tern.orchestrator.api.v1;

import org.jspecify.annotations.NullMarked;
