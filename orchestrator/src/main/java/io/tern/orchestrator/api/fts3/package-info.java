/** FTS3's dialect of HTTP: its routes, its objects and its texts. */
@NullMarked
package io.tern.orchestrator.api.fts3;

import org.jspecify.annotations.NullMarked;
