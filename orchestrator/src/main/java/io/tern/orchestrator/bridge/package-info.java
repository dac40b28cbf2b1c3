/** Hands the messages on transfers to a STOMP broker, for receivers that need one. */
@NullMarked
package io.tern.orchestrator.bridge;

import org.jspecify.annotations.NullMarked;
