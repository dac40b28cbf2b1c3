/** COPY as families of storages speak it. */
@NullMarked
package io.tern.loadtest.farm.dialect;

import org.jspecify.annotations.NullMarked;
