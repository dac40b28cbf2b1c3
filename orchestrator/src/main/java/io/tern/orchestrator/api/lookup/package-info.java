/** Jobs found by their ids, as far as a caller may see them. */
@NullMarked
package io.tern.orchestrator.api.lookup;

import org.jspecify.annotations.NullMarked;
