/** Parsers that are fed with anything. */
@NullMarked
package io.tern.orchestrator.fuzz;

import org.jspecify.annotations.NullMarked;
