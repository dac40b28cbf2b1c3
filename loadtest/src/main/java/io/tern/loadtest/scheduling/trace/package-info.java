/** What is asked for, and what befalls the plant meanwhile. */
@NullMarked
package io.tern.loadtest.scheduling.trace;

import org.jspecify.annotations.NullMarked;
