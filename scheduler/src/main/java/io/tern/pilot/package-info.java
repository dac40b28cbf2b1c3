/** Learns from what copies do, and sets the windows that the scheduler goes by. */
@NullMarked
package io.tern.pilot;

import org.jspecify.annotations.NullMarked;
