/** How many copies at once do a storage or a link good: windows that follow what copies achieve. */
@NullMarked
package io.tern.window;

import org.jspecify.annotations.NullMarked;
