package io.tern.orchestrator.api;

import io.tern.orchestrator.view.JobReader;
import io.tern.storage.Storage;

/**
 * What stands behind the API.
 *
 * @param log the way of commands
 * @param jobs the read model
 * @param storage all storages that this node can speak to
 */
public record Backend(CommandLog log, JobReader jobs, Storage storage) {}
