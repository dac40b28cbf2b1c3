/** Keeps attempts from storages at which all of them fail. */
@NullMarked
package io.tern.breaker;

import org.jspecify.annotations.NullMarked;
