/** Who calls: the principal of a request and what it may do. */
@NullMarked
package io.tern.orchestrator.api.identity;

import org.jspecify.annotations.NullMarked;
