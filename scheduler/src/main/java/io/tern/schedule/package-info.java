/** Which waiting transfer may start now, and why another may not. */
@NullMarked
package io.tern.schedule;

import org.jspecify.annotations.NullMarked;
