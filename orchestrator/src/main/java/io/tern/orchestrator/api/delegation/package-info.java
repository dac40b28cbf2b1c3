/** The delegation protocol 1.0.0: users lend their proxies to the service. */
@NullMarked
package io.tern.orchestrator.api.delegation;

import org.jspecify.annotations.NullMarked;
