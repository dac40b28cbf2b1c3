/** Files of the machine that the agent runs on, below one directory. */
@NullMarked
package io.tern.storage.local;

import org.jspecify.annotations.NullMarked;
