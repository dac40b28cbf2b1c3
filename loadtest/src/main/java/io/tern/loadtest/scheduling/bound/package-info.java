/** What the plant could carry at best, computed with all that policies cannot see. */
@NullMarked
package io.tern.loadtest.scheduling.bound;

import org.jspecify.annotations.NullMarked;
