/**
 * The dialect as clients see it: the real service with a broker of its own and mock storages,
 * spoken to over sockets. Sections and marks are those of docs/fts3-dialect.md.
 */
@NullMarked
package io.tern.orchestrator.conformance;

import org.jspecify.annotations.NullMarked;
