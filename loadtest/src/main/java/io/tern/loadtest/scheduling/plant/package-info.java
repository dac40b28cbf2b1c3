/** What exists and no policy sees: storages, links, capacities, and the physics of a copy. */
@NullMarked
package io.tern.loadtest.scheduling.plant;

import org.jspecify.annotations.NullMarked;
