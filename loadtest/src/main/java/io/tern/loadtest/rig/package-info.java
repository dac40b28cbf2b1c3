/** The service and the farm as child processes, set up for one run. */
@NullMarked
package io.tern.loadtest.rig;

import org.jspecify.annotations.NullMarked;
