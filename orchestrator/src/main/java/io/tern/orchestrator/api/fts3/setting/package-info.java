/** What all routes of settings share: typed members, rows, and how a change is asked for. */
@NullMarked
package io.tern.orchestrator.api.fts3.setting;

import org.jspecify.annotations.NullMarked;
