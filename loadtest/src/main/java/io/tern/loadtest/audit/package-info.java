/** What Tern says after a run, held against what the farm and the generator recorded. */
@NullMarked
package io.tern.loadtest.audit;

import org.jspecify.annotations.NullMarked;
