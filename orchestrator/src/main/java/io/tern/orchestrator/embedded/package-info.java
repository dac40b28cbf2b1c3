/** A Kafka broker of Tern's own: a child JVM beside the service, or a process by itself. */
@NullMarked
package io.tern.orchestrator.embedded;

import org.jspecify.annotations.NullMarked;
