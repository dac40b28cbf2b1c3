/** How to reach a server, and what it answers. */
@NullMarked
package io.tern.cli.wire;

import org.jspecify.annotations.NullMarked;
