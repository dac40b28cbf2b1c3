/** TPC-Bench: scheduling policies measured on a simulated network, against bounds. */
@NullMarked
package io.tern.loadtest.scheduling;

import org.jspecify.annotations.NullMarked;
