/** How much each VO may ask of a node. */
@NullMarked
package io.tern.orchestrator.api.quota;

import org.jspecify.annotations.NullMarked;
