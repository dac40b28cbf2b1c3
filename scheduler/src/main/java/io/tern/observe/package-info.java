/** What an orchestrator can know of the copies it has under way. */
@NullMarked
package io.tern.observe;

import org.jspecify.annotations.NullMarked;
