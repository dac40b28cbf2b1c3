/** The demonstration: a farm, the service, and a few thousand verified copies. */
@NullMarked
package io.tern.loadtest.demo;

import org.jspecify.annotations.NullMarked;
