/** When what waits or runs will be over, as far as the last copies tell. */
@NullMarked
package io.tern.forecast;

import org.jspecify.annotations.NullMarked;
