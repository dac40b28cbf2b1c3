/** FTS's routes on jobs that retention has removed (docs/fts3-dialect.md, 1.6). */
@NullMarked
package io.tern.orchestrator.api.fts3.archive;

import org.jspecify.annotations.NullMarked;
