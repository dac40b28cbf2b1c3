/** What the outside world is told of transfers: JSON messages with the fields of FTS's. */
@NullMarked
package io.tern.orchestrator.event;

import org.jspecify.annotations.NullMarked;
