/** Whether a failed attempt is tried again, and when. */
@NullMarked
package io.tern.retry;

import org.jspecify.annotations.NullMarked;
