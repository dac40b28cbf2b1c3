/**
 * What the outside world is told of transfers, in JSON: messages with the fields of FTS's, and what
 * credentials were used for.
 */
@NullMarked
package io.tern.orchestrator.event;

import org.jspecify.annotations.NullMarked;
