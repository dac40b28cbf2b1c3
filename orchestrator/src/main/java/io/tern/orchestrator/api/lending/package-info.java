/** Tokens that submissions lend for their storages: judged, sealed, named. */
@NullMarked
package io.tern.orchestrator.api.lending;

import org.jspecify.annotations.NullMarked;
