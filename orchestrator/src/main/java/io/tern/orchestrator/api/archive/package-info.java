/**
 * Jobs that retention has removed: found by the local store's index, read from Kafka when asked.
 */
@NullMarked
package io.tern.orchestrator.api.archive;

import org.jspecify.annotations.NullMarked;
