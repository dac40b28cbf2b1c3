package io.tern.orchestrator.api.fts3.dm;

import io.tern.storage.Location;

/**
 * A file or directory that a request names.
 *
 * @param parameter by which it does
 */
record Place(String parameter, Location at) {}
