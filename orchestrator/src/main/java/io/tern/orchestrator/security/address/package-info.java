/** Where Tern may connect to: addresses, ports, and each VO's storages. */
@NullMarked
package io.tern.orchestrator.security.address;

import org.jspecify.annotations.NullMarked;
