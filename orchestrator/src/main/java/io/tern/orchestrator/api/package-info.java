/** HTTP: FTS3's dialect and health. JSON lives here and nowhere else. */
@NullMarked
package io.tern.orchestrator.api;

import org.jspecify.annotations.NullMarked;
