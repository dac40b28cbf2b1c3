/** One request and its answer: routes, bodies, refusals and streamed JSON. */
@NullMarked
package io.tern.orchestrator.api.exchange;

import org.jspecify.annotations.NullMarked;
