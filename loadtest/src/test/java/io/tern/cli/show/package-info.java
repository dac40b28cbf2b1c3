/** What is printed for people. */
@NullMarked
package io.tern.cli.show;

import org.jspecify.annotations.NullMarked;
