/** Storage that exists only in its URLs' queries, by the names of gfal2's mock plugin. */
@NullMarked
package io.tern.storage.mock;

import org.jspecify.annotations.NullMarked;
