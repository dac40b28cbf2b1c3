/** The command line for users and operators: it knows Tern by HTTP alone. */
@NullMarked
package io.tern.cli;

import org.jspecify.annotations.NullMarked;
