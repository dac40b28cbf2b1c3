package io.tern.orchestrator;

import io.tern.orchestrator.agent.AgentSettings;
import io.tern.orchestrator.api.identity.IdentityMaker;
import io.tern.orchestrator.api.server.HttpSettings;
import io.tern.orchestrator.bridge.BridgeSettings;
import io.tern.orchestrator.config.Kafka;
import io.tern.orchestrator.config.Role;
import io.tern.orchestrator.coordinator.CoordinatorSettings;
import io.tern.orchestrator.journal.TopicSetup;
import io.tern.orchestrator.security.SealedBox;
import io.tern.orchestrator.security.certificate.ChainCheck;
import io.tern.orchestrator.view.StoreSettings;
import io.tern.storage.AddressGuard;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that a node is made from.
 *
 * @param node unique in the service, and the same over restarts
 * @param data folder of this node alone
 * @param kafka client properties of a real cluster; empty: a broker of our own
 * @param storePath folder of the local store
 * @param embedded how our own broker runs
 * @param healthHost listener for health and metrics
 * @param guard of every connection that leaves the service, Kafka's apart
 * @param box for secrets that are kept; empty: none is taken
 * @param chains judges certificates of users; empty: none is believed
 * @param mostBehind commands that the coordinator may be behind before submissions are refused
 * @param drain how long running copies may go on after a SIGTERM
 * @param bridge to a broker that gets the events too
 */
public record TernSettings(
    String node,
    Set<Role> roles,
    Path data,
    Path storePath,
    Optional<Map<String, String>> kafka,
    Kafka.Embedded embedded,
    String topicPrefix,
    TopicSetup.Durability durability,
    HttpSettings http,
    String healthHost,
    int healthPort,
    CoordinatorSettings coordinator,
    AgentSettings agent,
    StorageSettings storages,
    IdentityMaker identities,
    AddressGuard guard,
    Optional<SealedBox> box,
    Optional<ChainCheck> chains,
    StoreSettings store,
    long mostBehind,
    Duration drain,
    Optional<BridgeSettings> bridge) {}
