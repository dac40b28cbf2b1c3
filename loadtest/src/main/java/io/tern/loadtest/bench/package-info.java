/** The benches: each measures the service as shipped, from outside. */
@NullMarked
package io.tern.loadtest.bench;

import org.jspecify.annotations.NullMarked;
