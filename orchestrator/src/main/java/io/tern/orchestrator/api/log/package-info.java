/** The way of commands over Kafka: appended, decided elsewhere, answered once they show. */
@NullMarked
package io.tern.orchestrator.api.log;

import org.jspecify.annotations.NullMarked;
