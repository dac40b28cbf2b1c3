/** What the farm's operator programs: storages and their faults. */
@NullMarked
package io.tern.loadtest.farm.rule;

import org.jspecify.annotations.NullMarked;
