package io.tern.orchestrator.api;

import io.tern.orchestrator.credential.OwnKeys;
import io.tern.storage.Storage;

/**
 * What requests on namespaces reach.
 *
 * @param storage all storages that this node can speak to
 * @param keys what it opens some of them with
 * @param uses where that is noted
 */
public record Namespaces(Storage storage, OwnKeys keys, UseLog uses) {}
