/** From a submitted body to durable parts, without a tree in memory. */
@NullMarked
package io.tern.orchestrator.api.submission;

import org.jspecify.annotations.NullMarked;
