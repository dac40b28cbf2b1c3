/** Child processes: their start, their signals and their share of the processor. */
@NullMarked
package io.tern.loadtest.process;

import org.jspecify.annotations.NullMarked;
