/** A farm of simulated storages that speak HTTP third-party copy over loopback. */
@NullMarked
package io.tern.loadtest.farm;

import org.jspecify.annotations.NullMarked;
