/** The simulation: copies that begin, flow and fail on a plant, under a trace and a policy. */
@NullMarked
package io.tern.loadtest.scheduling.world;

import org.jspecify.annotations.NullMarked;
