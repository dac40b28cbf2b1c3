/** Who comes first where places are scarce: weighted fair order over shares. */
@NullMarked
package io.tern.share;

import org.jspecify.annotations.NullMarked;
