/** How many transfers may run at once at a storage, on a link and in all. */
@NullMarked
package io.tern.limit;

import org.jspecify.annotations.NullMarked;
