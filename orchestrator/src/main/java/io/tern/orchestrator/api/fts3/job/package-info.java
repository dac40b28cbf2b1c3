/** Jobs and their files over FTS3's dialect: submitted, read, changed, cancelled. */
@NullMarked
package io.tern.orchestrator.api.fts3.job;

import org.jspecify.annotations.NullMarked;
