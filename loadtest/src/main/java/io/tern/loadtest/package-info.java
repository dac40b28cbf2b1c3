/** Load, a farm of simulated storages, audit and benches: Tern seen from the wire. */
@NullMarked
package io.tern.loadtest;

import org.jspecify.annotations.NullMarked;
