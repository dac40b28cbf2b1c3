/** Who calls, and how secrets are kept. */
@NullMarked
package io.tern.orchestrator.security;

import org.jspecify.annotations.NullMarked;
