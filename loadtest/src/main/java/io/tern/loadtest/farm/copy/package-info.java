/** Third-party copies: their course, their dialects, and the record of them. */
@NullMarked
package io.tern.loadtest.farm.copy;

import org.jspecify.annotations.NullMarked;
