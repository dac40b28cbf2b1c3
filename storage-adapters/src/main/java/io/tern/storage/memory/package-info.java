/** The honest fake: storages in memory, held to the same contract as real ones. */
@NullMarked
package io.tern.storage.memory;

import org.jspecify.annotations.NullMarked;
