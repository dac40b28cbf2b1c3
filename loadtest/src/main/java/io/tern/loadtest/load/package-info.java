/** Submissions at a set pace, and the list of those that were acknowledged. */
@NullMarked
package io.tern.loadtest.load;

import org.jspecify.annotations.NullMarked;
