/** The service: assembled here and nowhere else. */
@NullMarked
package io.tern.orchestrator;

import org.jspecify.annotations.NullMarked;
