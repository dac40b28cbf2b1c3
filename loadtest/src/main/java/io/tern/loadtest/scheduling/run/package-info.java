/** The bench itself: runs, results, tables and plots. */
@NullMarked
package io.tern.loadtest.scheduling.run;

import org.jspecify.annotations.NullMarked;
