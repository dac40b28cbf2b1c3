/** One class a command. */
@NullMarked
package io.tern.cli.command;

import org.jspecify.annotations.NullMarked;
