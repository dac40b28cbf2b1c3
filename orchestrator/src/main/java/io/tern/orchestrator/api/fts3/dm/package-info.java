/** Namespaces of storages over FTS3's dialect: look, list, make, move, remove. */
@NullMarked
package io.tern.orchestrator.api.fts3.dm;

import org.jspecify.annotations.NullMarked;
