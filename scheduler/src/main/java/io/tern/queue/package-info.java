/** What waits: one queue per link and share, by priority, then age, in a few ints a transfer. */
@NullMarked
package io.tern.queue;

import org.jspecify.annotations.NullMarked;
