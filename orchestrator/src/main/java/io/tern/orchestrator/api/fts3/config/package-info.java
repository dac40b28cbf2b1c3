/** Operators' settings of links, storages and shares over FTS3's dialect. */
@NullMarked
package io.tern.orchestrator.api.fts3.config;

import org.jspecify.annotations.NullMarked;
