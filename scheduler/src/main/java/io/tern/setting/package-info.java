/**
 * What operators set while the service runs: limits, weights, bans, rights, and all as one value.
 */
@NullMarked
package io.tern.setting;

import org.jspecify.annotations.NullMarked;
