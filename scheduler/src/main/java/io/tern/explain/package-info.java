/** Why a transfer stands where it does, in plain sentences. */
@NullMarked
package io.tern.explain;

import org.jspecify.annotations.NullMarked;
