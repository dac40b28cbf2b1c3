/** Answers as people and programs want to see them. */
@NullMarked
package io.tern.cli.show;

import org.jspecify.annotations.NullMarked;
