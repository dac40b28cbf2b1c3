/** What falls due when; time comes from the caller. */
@NullMarked
package io.tern.timer;

import org.jspecify.annotations.NullMarked;
