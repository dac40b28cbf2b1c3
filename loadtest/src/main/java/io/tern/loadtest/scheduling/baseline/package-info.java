/** The policies to compare with: FTS3, AIMD, gradient, and an informed oracle. */
@NullMarked
package io.tern.loadtest.scheduling.baseline;

import org.jspecify.annotations.NullMarked;
