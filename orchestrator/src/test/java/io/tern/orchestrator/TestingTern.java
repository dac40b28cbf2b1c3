package io.tern.orchestrator;

import io.tern.ledger.Rules;
import io.tern.orchestrator.agent.AgentSettings;
import io.tern.orchestrator.api.identity.Identities;
import io.tern.orchestrator.api.identity.IdentityMaker;
import io.tern.orchestrator.api.server.HttpSettings;
import io.tern.orchestrator.config.Kafka;
import io.tern.orchestrator.config.Role;
import io.tern.orchestrator.coordinator.CoordinatorSettings;
import io.tern.orchestrator.coordinator.RetentionSettings;
import io.tern.orchestrator.event.EventKind;
import io.tern.orchestrator.event.EventSettings;
import io.tern.orchestrator.journal.TopicSetup;
import io.tern.orchestrator.security.SealedBox;
import io.tern.orchestrator.security.SealingKey;
import io.tern.orchestrator.security.Secret;
import io.tern.orchestrator.security.certificate.ChainCheck;
import io.tern.orchestrator.security.certificate.HostCertificate;
import io.tern.orchestrator.view.StoreSettings;
import io.tern.retry.Backoff;
import io.tern.retry.Retries;
import io.tern.storage.AddressGuard;
import io.tern.storage.guard.Pace;
import io.tern.storage.webdav.WebDavSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Settings of a whole node for tests: the real wiring on free ports of loopback. */
public final class TestingTern {
  /** The files of tests are small: a checksum that takes longer than this has been lost. */
  private static final Duration DIGEST = Duration.ofSeconds(20);

  private TestingTern() {}

  /**
   * @param kafka empty for a broker of its own
   */
  public static TernSettings settings(String node, Path data, Optional<Map<String, String>> kafka) {
    return settings(node, data, kafka, new Identities.Open("/CN=tester", "test"));
  }

  public static TernSettings settings(
      String node, Path data, Optional<Map<String, String>> kafka, Identities identities) {
    return settings(node, data, kafka, identities, RetentionSettings.DEFAULT);
  }

  /** One that keeps what is over for another time. */
  public static TernSettings settings(
      String node,
      Path data,
      Optional<Map<String, String>> kafka,
      Identities identities,
      RetentionSettings retention) {
    return settings(
        node, data, kafka, identities, retention, TopicSetup.Durability.embedded(false));
  }

  /** One on a cluster. */
  public static TernSettings on(
      TopicSetup.Durability durability, String node, Path data, Map<String, String> kafka) {
    return settings(
        node,
        data,
        Optional.of(kafka),
        new Identities.Open("/CN=tester", "test"),
        RetentionSettings.DEFAULT,
        durability);
  }

  private static TernSettings settings(
      String node,
      Path data,
      Optional<Map<String, String>> kafka,
      Identities identities,
      RetentionSettings retention,
      TopicSetup.Durability durability) {
    return new TernSettings(
        node,
        EnumSet.allOf(Role.class),
        data,
        data.resolve("store"),
        kafka,
        new Kafka.Embedded(19092, "512m", false),
        "tern.",
        durability,
        HttpSettings.on("127.0.0.1", 0, node),
        "127.0.0.1",
        0,
        coordinator(node, retention),
        AgentSettings.of(node, 10_000),
        storages(Optional.empty()),
        (vertx, outbound) -> identities,
        AddressGuard.OPEN,
        Optional.empty(),
        Optional.empty(),
        StoreSettings.DEFAULT,
        100_000,
        Duration.ofSeconds(2),
        Optional.empty());
  }

  /** The same in some roles alone. */
  public static TernSettings as(Set<Role> roles, TernSettings plain) {
    return new TernSettings(
        plain.node(),
        roles,
        plain.data(),
        plain.storePath(),
        plain.kafka(),
        plain.embedded(),
        plain.topicPrefix(),
        plain.durability(),
        plain.http(),
        plain.healthHost(),
        plain.healthPort(),
        plain.coordinator(),
        plain.agent(),
        plain.storages(),
        plain.identities(),
        plain.guard(),
        plain.box(),
        plain.chains(),
        plain.store(),
        plain.mostBehind(),
        plain.drain(),
        plain.bridge());
  }

  /** The same with a key to keep what is secret. */
  public static TernSettings sealing(TernSettings plain) {
    return with(
        plain,
        plain.kafka(),
        plain.http(),
        plain.storages(),
        plain.identities(),
        Optional.of(box()),
        plain.chains());
  }

  /**
   * The same with a key to keep what users lend, which goes to storages over TLS.
   *
   * @param authorities directory of certificate authorities
   */
  public static TernSettings lending(TernSettings plain, Path authorities) {
    return with(
        plain,
        plain.kafka(),
        plain.http(),
        storages(Optional.of(authorities)),
        plain.identities(),
        Optional.of(box()),
        plain.chains());
  }

  /** The same for callers who prove who they are over TLS, and may lend proxies. */
  public static TernSettings guarded(
      TernSettings plain, HostCertificate host, ChainCheck chains, IdentityMaker identities) {
    return with(
        plain,
        plain.kafka(),
        plain.http().withTls(host),
        plain.storages(),
        identities,
        Optional.of(box()),
        Optional.of(chains));
  }

  /** The same on another broker, with other storages. */
  public static TernSettings with(
      TernSettings plain, Map<String, String> kafka, StorageSettings storages) {
    return with(
        plain,
        Optional.of(kafka),
        plain.http(),
        storages,
        plain.identities(),
        plain.box(),
        plain.chains());
  }

  private static TernSettings with(
      TernSettings plain,
      Optional<Map<String, String>> kafka,
      HttpSettings http,
      StorageSettings storages,
      IdentityMaker identities,
      Optional<SealedBox> box,
      Optional<ChainCheck> chains) {
    return new TernSettings(
        plain.node(),
        plain.roles(),
        plain.data(),
        plain.storePath(),
        kafka,
        plain.embedded(),
        plain.topicPrefix(),
        plain.durability(),
        http,
        plain.healthHost(),
        plain.healthPort(),
        plain.coordinator(),
        plain.agent(),
        storages,
        identities,
        plain.guard(),
        box,
        chains,
        plain.store(),
        plain.mostBehind(),
        plain.drain(),
        plain.bridge());
  }

  private static SealedBox box() {
    return new SealedBox(List.of(new SealingKey(1, Secret.of(new byte[32]))));
  }

  private static StorageSettings storages(Optional<Path> authorities) {
    WebDavSettings usual = WebDavSettings.DEFAULT;
    WebDavSettings quick =
        new WebDavSettings(
            usual.http(),
            usual.firstDigest(),
            DIGEST,
            usual.copies(),
            usual.tick(),
            usual.tokenDomains());
    return new StorageSettings(quick, authorities, Map.of(), Optional.empty(), 0, Pace.of(0));
  }

  private static CoordinatorSettings coordinator(String node, RetentionSettings retention) {
    return new CoordinatorSettings(
        node,
        Duration.ZERO,
        false,
        Duration.ofMinutes(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        1_000,
        500,
        Duration.ofSeconds(30),
        Rules.defaults(new Retries(0, Backoff.defaults())),
        List.of(),
        new EventSettings("tern.test", EnumSet.allOf(EventKind.class)),
        retention);
  }
}
