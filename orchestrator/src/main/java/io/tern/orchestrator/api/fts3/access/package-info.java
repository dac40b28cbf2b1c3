/** Operators' settings of rights, keys and bans over FTS3's dialect. */
@NullMarked
package io.tern.orchestrator.api.fts3.access;

import org.jspecify.annotations.NullMarked;
