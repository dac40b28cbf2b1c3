/** What the service tells of itself and of its caller, and what operators ask of all of it. */
@NullMarked
package io.tern.orchestrator.api.fts3.about;

import org.jspecify.annotations.NullMarked;
