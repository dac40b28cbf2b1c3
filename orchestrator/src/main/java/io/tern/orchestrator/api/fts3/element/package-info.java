/** FTS3's objects as JSON: their keys, in order, and how each is read from the view. */
@NullMarked
package io.tern.orchestrator.api.fts3.element;

import org.jspecify.annotations.NullMarked;
