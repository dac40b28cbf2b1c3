/** Topics, keys and codecs: the wire format in one place, and the producers and readers of it. */
@NullMarked
package io.tern.orchestrator.journal;

import org.jspecify.annotations.NullMarked;
