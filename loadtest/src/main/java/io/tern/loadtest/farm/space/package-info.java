/** The files of the farm: few bytes of memory each, and real content on demand. */
@NullMarked
package io.tern.loadtest.farm.space;

import org.jspecify.annotations.NullMarked;
