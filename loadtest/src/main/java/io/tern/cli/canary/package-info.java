/** A copy that is made again and again, to see that all of the service works. */
@NullMarked
package io.tern.cli.canary;

import org.jspecify.annotations.NullMarked;
