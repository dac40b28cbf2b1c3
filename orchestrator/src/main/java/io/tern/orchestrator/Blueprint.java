package io.tern.orchestrator;

import io.tern.ledger.Rules;
import io.tern.orchestrator.agent.AgentSettings;
import io.tern.orchestrator.api.identity.Grant;
import io.tern.orchestrator.api.identity.Identities;
import io.tern.orchestrator.api.identity.IdentityMaker;
import io.tern.orchestrator.api.identity.Roles;
import io.tern.orchestrator.api.identity.TokenIssuer;
import io.tern.orchestrator.api.quota.Quota;
import io.tern.orchestrator.api.quota.Quotas;
import io.tern.orchestrator.api.server.HttpSettings;
import io.tern.orchestrator.api.submission.Limits;
import io.tern.orchestrator.bridge.BridgeSettings;
import io.tern.orchestrator.config.Agent;
import io.tern.orchestrator.config.Config;
import io.tern.orchestrator.config.ConfigException;
import io.tern.orchestrator.config.Coordinator;
import io.tern.orchestrator.config.DataSize;
import io.tern.orchestrator.config.Events;
import io.tern.orchestrator.config.HostPort;
import io.tern.orchestrator.config.Identity;
import io.tern.orchestrator.config.Kafka;
import io.tern.orchestrator.config.Retention;
import io.tern.orchestrator.config.Role;
import io.tern.orchestrator.config.SchedulingSettings;
import io.tern.orchestrator.config.Server;
import io.tern.orchestrator.config.Storages;
import io.tern.orchestrator.coordinator.CoordinatorSettings;
import io.tern.orchestrator.coordinator.RetentionSettings;
import io.tern.orchestrator.event.EventKind;
import io.tern.orchestrator.event.EventSettings;
import io.tern.orchestrator.journal.TopicSetup;
import io.tern.orchestrator.security.Secret;
import io.tern.orchestrator.security.address.AddressRules;
import io.tern.orchestrator.security.address.StoragePolicy;
import io.tern.orchestrator.security.certificate.ChainCheck;
import io.tern.orchestrator.security.certificate.GridTrust;
import io.tern.orchestrator.security.certificate.HostCertificate;
import io.tern.orchestrator.security.token.Discovery;
import io.tern.orchestrator.security.token.TokenRules;
import io.tern.orchestrator.security.token.TokenVerifier;
import io.tern.orchestrator.view.StoreSettings;
import io.tern.retry.Backoff;
import io.tern.retry.Retries;
import io.tern.storage.Access;
import io.tern.storage.guard.Pace;
import io.tern.storage.s3.S3Settings;
import io.tern.storage.webdav.WebDavSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a node is made from, by its configuration. */
final class Blueprint {
  private static final Duration FRESH = Duration.ofSeconds(10);
  private static final Duration MAX_CLOCK_SKEW = Duration.ofSeconds(30);
  private static final Duration BRIDGE_PATIENCE = Duration.ofSeconds(30);
  private static final int BRIDGE_BATCH = 500;
  private static final Duration DRAIN = Duration.ofSeconds(20);

  private final Config config;
  private final Map<String, String> environment;
  private final String node;
  private final Optional<ChainCheck> chains;

  private Blueprint(Config config, Map<String, String> environment) {
    this.config = config;
    this.environment = environment;
    this.node = config.nodeName(machine());
    this.chains =
        config
            .server()
            .tls()
            .filter(tls -> tls.authorities().isPresent())
            .map(Blueprint::chainCheck);
  }

  /**
   * @throws ConfigException if the node could not start, such as for a certificate that has expired
   */
  static TernSettings of(Config config, Map<String, String> environment) {
    return new Blueprint(config, environment).settings();
  }

  private TernSettings settings() {
    Kafka kafka = config.kafka();
    return new TernSettings(
        node,
        config.roles(),
        config.data(),
        config.storePath(),
        kafka.isEmbedded() ? Optional.empty() : Optional.of(connection(kafka)),
        kafka.embedded(),
        kafka.topicPrefix(),
        durability(kafka),
        config
            .server()
            .tls()
            .map(tls -> overTls(http(config.server()), tls))
            .orElseGet(() -> http(config.server())),
        config.server().health().host(),
        config.server().health().port(),
        coordinator(),
        agent(config.agent(), config.coordinator()),
        storages(),
        identities(config.identity()),
        addresses(),
        SealingKeys.box(config.secrets(), environment),
        chains,
        StoreSettings.DEFAULT,
        config.coordinator().commandsLag(),
        DRAIN,
        bridge(config.events().stomp()));
  }

  private static RetentionSettings retention(Retention own) {
    return new RetentionSettings(own.jobs(), own.transfers(), own.commands());
  }

  private Optional<BridgeSettings> bridge(Events.Stomp stomp) {
    refuseUnless(Files::isReadable, stomp.trust(), "events.stomp.trust", "a file in PEM");
    return stomp
        .broker()
        .map(broker ->
            new BridgeSettings(
                broker.host(),
                broker.port(),
                stomp.tls(),
                stomp.trust(),
                stomp.user().orElse(""),
                stomp.password().orElse(Secret.of("")),
                destinations(stomp),
                stomp.timeToLive(),
                BRIDGE_PATIENCE,
                BRIDGE_BATCH));
  }

  private static Map<EventKind, String> destinations(Events.Stomp stomp) {
    Map<EventKind, String> destinations = new EnumMap<>(EventKind.class);
    destinations.put(EventKind.START, stomp.start());
    destinations.put(EventKind.COMPLETE, stomp.complete());
    destinations.put(EventKind.STATE, stomp.state());
    destinations.values().removeIf(String::isEmpty);
    return destinations;
  }

  private AddressRules addresses() {
    return new AddressRules(config.network().ranges());
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private static Map<String, String> connection(Kafka kafka) {
    Map<String, String> properties = new HashMap<>();
    kafka.client().forEach((name, value) -> properties.put(name, value.reveal()));
    properties.put(
        "bootstrap.servers",
        kafka.bootstrap().stream().map(HostPort::toString).collect(Collectors.joining(",")));
    return properties;
  }

  private static TopicSetup.Durability durability(Kafka kafka) {
    return kafka.isEmbedded()
        ? TopicSetup.Durability.embedded(kafka.embedded().flushEachAppend())
        : new TopicSetup.Durability(
            kafka.replication(),
            Math.max(1, kafka.replication() - 1),
            false,
            kafka.unsafeAllowLowReplication());
  }

  private HttpSettings http(Server server) {
    Limits defaults = Limits.DEFAULT;
    Server.Limits limits = server.limits();
    return HttpSettings.on(server.http().host(), server.http().port(), node)
        .with(quotas(server))
        .with(
            new Limits(
                limits.body().bytes(),
                limits.depth(),
                (int) limits.string().bytes(),
                limits.transfers(),
                limits.stagingMargin(),
                defaults.part(),
                defaults.entry(),
                defaults.partsInFlight(),
                defaults.held(),
                defaults.jobMetadata(),
                defaults.fileMetadata(),
                defaults.stagingMetadata(),
                defaults.archiveMetadata(),
                config.secrets().tokensPerUser(),
                defaults.seconds()),
            new StoragePolicy(addresses(), config.network().storages()));
  }

  private static Quotas quotas(Server server) {
    Map<String, Quota> quotas = new HashMap<>();
    server.quotas().forEach((vo, own) -> quotas.put(vo, quota(own)));
    return new Quotas(quotas);
  }

  private static Quota quota(Server.Quota own) {
    return new Quota(
        own.submissionsPerSecond().orElse(Quota.NONE.submissionsPerSecond()),
        own.body().map(DataSize::bytes).orElse(Quota.NONE.body()),
        own.eventStreams().orElse(Quota.NONE.eventStreams()),
        own.queuedTransfers().orElse(Quota.NONE.queuedTransfers()));
  }

  private CoordinatorSettings coordinator() {
    Coordinator own = config.coordinator();
    SchedulingSettings scheduling =
        config.settings().map(SchedulingSettings::read).orElse(SchedulingSettings.NONE);
    return new CoordinatorSettings(
        node,
        pause(),
        config.hold(),
        own.lease(),
        FRESH,
        own.electionTimeout(),
        own.stepRecords(),
        (int) Math.max(1, own.stepRecords() * own.commandsShare()),
        MAX_CLOCK_SKEW,
        Rules.defaults(new Retries(0, Backoff.defaults())),
        scheduling.settings(),
        new EventSettings(config.events().endpoint().orElse(machine()), config.events().kinds()),
        retention(config.retention()));
  }

  /** Nodes of different names seldom wait equally long before they claim. */
  private Duration pause() {
    int rank = config.kafka().isEmbedded() ? 0 : Math.floorMod(node.hashCode(), 3);
    return config.coordinator().electionPause().multipliedBy(rank);
  }

  private StorageSettings storages() {
    Storages own = config.storages();
    if (config.roles().stream().anyMatch(role -> role != Role.COORDINATOR)) {
      refuseUnless(Files::isDirectory, own.authorities(), "storages.authorities", "a directory");
      refuseUnless(Files::isDirectory, own.local(), "storages.local", "a directory");
    }
    Map<String, S3Settings.Account> accounts = new HashMap<>();
    own.s3().forEach((host, account) -> accounts.put(host, account(account)));
    return new StorageSettings(
        web(config.agent(), own),
        own.authorities(),
        accounts,
        own.local(),
        own.streamed(),
        Pace.of(own.requestsPerSecond()));
  }

  private static void refuseUnless(
      Predicate<Path> rule, Optional<Path> path, String field, String expected) {
    path.filter(rule.negate())
        .ifPresent(wrong -> {
          throw new ConfigException(field + ": " + wrong + " (expected: " + expected + ")");
        });
  }

  private static S3Settings.Account account(Storages.S3 own) {
    return new S3Settings.Account(
        own.id().map(id -> new Access.Keys(id, own.secret().orElseThrow().reveal())),
        own.region(),
        own.virtualHosts());
  }

  private static WebDavSettings web(Agent agent, Storages own) {
    WebDavSettings defaults = WebDavSettings.DEFAULT;
    return new WebDavSettings(
        new io.tern.storage.http.HttpSettings(
            agent.timeLimits().connect(),
            agent.timeLimits().metadata(),
            defaults.http().repeatAfter(),
            defaults.http().connectionsPerHost(),
            agent.capacity(),
            defaults.http().trust()),
        defaults.firstDigest(),
        defaults.secondDigest(),
        agent.capacity(),
        defaults.tick(),
        own.tokenDomains());
  }

  private AgentSettings agent(Agent own, Coordinator coordinator) {
    AgentSettings defaults = AgentSettings.of(node, own.capacity());
    var given = own.timeLimits();
    var limits = defaults.limits();
    return new AgentSettings(
        node,
        own.capacity(),
        own.tapeCapacity(),
        Runtime.getRuntime().availableProcessors(),
        defaults.tick(),
        coordinator.heartbeat(),
        FRESH,
        coordinator.lease(),
        defaults.spool(),
        defaults.seen(),
        defaults.beatBytes(),
        new AgentSettings.TimeLimits(
            given.base(),
            given.perMegabyte(),
            given.metadata(),
            limits.checksum(),
            given.firstByte(),
            given.markerIdle(),
            given.stall(),
            limits.quiet(),
            limits.quietAtMost(),
            limits.firstPoll(),
            limits.lastPoll()));
  }

  private IdentityMaker identities(Identity identity) {
    return switch (identity.mode()) {
      case OPEN -> (vertx, outbound) -> new Identities.Open("/CN=local operator", "local");
      case TRUSTED_HEADERS -> (vertx, outbound) -> new Identities.TrustedHeaders();
      case CREDENTIALS -> withCertificates(credentials(identity));
    };
  }

  private IdentityMaker withCertificates(IdentityMaker.OfCredentials tokens) {
    if (chains.isEmpty()) {
      return tokens::make;
    }
    ChainCheck check = chains.get();
    Roles roles = roles(config.identity());
    return (vertx, outbound) ->
        tokens
            .make(vertx, outbound)
            .withCertificates(vertx, check, roles, System::currentTimeMillis);
  }

  private static ChainCheck chainCheck(Server.Tls tls) {
    try {
      return new ChainCheck(
          new GridTrust(
              tls.authorities().orElseThrow(),
              tls.vomsdir(),
              tls.requireRevocationLists()
                  ? GridTrust.Revocation.REQUIRE
                  : GridTrust.Revocation.IF_VALID));
    } catch (IOException e) {
      throw new ConfigException("server.tls." + e.getMessage(), e);
    }
  }

  private static Roles roles(Identity identity) {
    return new Roles(
        grants(identity.roles()), Set.copyOf(identity.rootUsers()), identity.vosOfDns());
  }

  private static Map<String, List<Grant>> grants(Map<String, List<String>> texts) {
    Map<String, List<Grant>> grants = new HashMap<>();
    texts.forEach((name, list) -> grants.put(name, list.stream().flatMap(Grant::parse).toList()));
    return grants;
  }

  private static HttpSettings overTls(HttpSettings plain, Server.Tls tls) {
    HostCertificate own = new HostCertificate(tls.certificate(), tls.key());
    try {
      own.check(Instant.now());
    } catch (IOException e) {
      throw new ConfigException("server.tls: " + e.getMessage(), e);
    }
    return plain.withTls(own);
  }

  private static IdentityMaker.OfCredentials credentials(Identity identity) {
    List<TokenIssuer> issuers = identity.issuers().stream().map(Blueprint::issuer).toList();
    List<String> urls = issuers.stream().map(TokenIssuer::url).toList();
    TokenRules rules = new TokenRules(identity.audiences());
    return (vertx, outbound) ->
        new Identities.Credentials(
            new TokenVerifier(urls, rules, new Discovery(outbound), System::currentTimeMillis),
            issuers,
            identity.badTokensAreAnonymous());
  }

  private static TokenIssuer issuer(Identity.Issuer issuer) {
    return new TokenIssuer(
        issuer.url(), issuer.vo(), issuer.groups(), issuer.scope(), grants(issuer.grants()));
  }
}
