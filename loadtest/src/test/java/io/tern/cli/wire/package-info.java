/** Which server is meant, and with which token it is asked. */
@NullMarked
package io.tern.cli.wire;

import org.jspecify.annotations.NullMarked;
