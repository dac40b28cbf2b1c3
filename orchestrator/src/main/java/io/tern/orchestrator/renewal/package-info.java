/** Other tokens in place of those that were lent, before they expire: by the node that leads. */
@NullMarked
package io.tern.orchestrator.renewal;

import org.jspecify.annotations.NullMarked;
