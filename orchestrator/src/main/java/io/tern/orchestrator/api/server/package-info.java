/** The HTTP server that clients talk to. */
@NullMarked
package io.tern.orchestrator.api.server;

import org.jspecify.annotations.NullMarked;
