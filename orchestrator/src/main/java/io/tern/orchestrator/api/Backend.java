package io.tern.orchestrator.api;

import io.tern.orchestrator.api.delegation.Delegations;
import io.tern.orchestrator.credential.Credentials;
import io.tern.orchestrator.security.SealedBox;
import io.tern.orchestrator.view.JobReader;
import java.util.Optional;

/**
 * What stands behind the API.
 *
 * @param log the way of commands
 * @param administration what operators set
 * @param jobs the read model
 * @param archive what retention has removed from it
 * @param namespaces of storages
 * @param nodes the agents of the service
 * @param events what happens to transfers
 * @param box for secrets that operators set; empty: they are refused
 * @param credentials where users' tokens are kept; empty without a sealing key
 * @param delegations empty on a node that cannot keep proxies
 */
public record Backend(
    CommandLog log,
    Administration administration,
    JobReader jobs,
    Archive archive,
    Namespaces namespaces,
    Nodes nodes,
    Events events,
    Optional<SealedBox> box,
    Optional<Credentials> credentials,
    Optional<Delegations> delegations) {}
