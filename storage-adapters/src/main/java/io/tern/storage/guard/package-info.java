/** What stands in front of a storage, whatever its kind. */
@NullMarked
package io.tern.storage.guard;

import org.jspecify.annotations.NullMarked;
