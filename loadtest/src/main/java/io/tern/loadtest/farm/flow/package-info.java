/** Bytes as a fluid: rates of flows through pipes of bounded capacity. */
@NullMarked
package io.tern.loadtest.farm.flow;

import org.jspecify.annotations.NullMarked;
