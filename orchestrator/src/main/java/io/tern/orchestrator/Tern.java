package io.tern.orchestrator;

import io.tern.orchestrator.agent.Agent;
import io.tern.orchestrator.agent.KafkaAgentTopics;
import io.tern.orchestrator.api.Administration;
import io.tern.orchestrator.api.Backend;
import io.tern.orchestrator.api.Namespaces;
import io.tern.orchestrator.api.archive.ArchiveTail;
import io.tern.orchestrator.api.archive.KafkaArchive;
import io.tern.orchestrator.api.delegation.Delegations;
import io.tern.orchestrator.api.health.HealthServer;
import io.tern.orchestrator.api.health.Readiness;
import io.tern.orchestrator.api.health.Scrape;
import io.tern.orchestrator.api.identity.Identities;
import io.tern.orchestrator.api.log.Heartbeats;
import io.tern.orchestrator.api.log.KafkaAdministration;
import io.tern.orchestrator.api.log.KafkaCommandLog;
import io.tern.orchestrator.api.log.KafkaEvents;
import io.tern.orchestrator.api.log.KafkaUseLog;
import io.tern.orchestrator.api.server.HttpApi;
import io.tern.orchestrator.bridge.BridgeSettings;
import io.tern.orchestrator.bridge.EventBridge;
import io.tern.orchestrator.config.Role;
import io.tern.orchestrator.coordinator.Coordinator;
import io.tern.orchestrator.credential.Credentials;
import io.tern.orchestrator.credential.FreshTokens;
import io.tern.orchestrator.credential.KafkaCredentials;
import io.tern.orchestrator.credential.KeyedStorages;
import io.tern.orchestrator.credential.Keyring;
import io.tern.orchestrator.credential.UsersStorages;
import io.tern.orchestrator.embedded.BrokerJvm;
import io.tern.orchestrator.embedded.BrokerOptions;
import io.tern.orchestrator.embedded.BrokerPort;
import io.tern.orchestrator.embedded.EmbeddedKafka;
import io.tern.orchestrator.journal.KafkaClients;
import io.tern.orchestrator.journal.TopicSetup;
import io.tern.orchestrator.journal.Topics;
import io.tern.orchestrator.journal.Watermarks;
import io.tern.orchestrator.renewal.Providers;
import io.tern.orchestrator.renewal.Renewals;
import io.tern.orchestrator.security.address.Outbound;
import io.tern.orchestrator.security.token.TokenEndpoint;
import io.tern.orchestrator.settings.AuditLog;
import io.tern.orchestrator.settings.SettingsView;
import io.tern.orchestrator.telemetry.Telemetry;
import io.tern.orchestrator.view.LocalStore;
import io.tern.orchestrator.view.Origin;
import io.tern.storage.Storages;
import io.tern.storage.failure.UnknownAnswers;
import io.tern.storage.guard.CircuitSettings;
import io.tern.storage.guard.Circuits;
import io.tern.storage.http.Addresses;
import io.tern.storage.http.Servers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running node: constructs everything by hand, in reading order, and takes it down in the
 * reverse. Starting and stopping block; neither may be called on an event loop.
 */
public final class Tern implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Tern.class);

  private final TernSettings settings;
  private final Vertx vertx = Vertx.vertx();
  private final Telemetry telemetry = new Telemetry();
  private final Watermarks watermarks = new Watermarks();
  private final Topics topics;
  private final Addresses addresses;
  private Optional<Credentials> credentials = Optional.empty();
  private Optional<SettingsView> settingsView = Optional.empty();
  private Optional<Outbound> outbound = Optional.empty();
  private final Deque<AutoCloseable> closing = new ArrayDeque<>();

  private @Nullable Coordinator coordinator;
  private @Nullable Agent agent;
  private @Nullable Storages storages;
  private @Nullable Administration administration;
  private int httpPort = -1;
  private int healthPort = -1;
  private volatile boolean serving;
  private volatile boolean draining;

  private Tern(TernSettings settings) {
    this.settings = settings;
    this.topics = new Topics(settings.topicPrefix());
    this.addresses = new Addresses(vertx, settings.guard());
  }

  /** Starts a node; when this returns it serves, though another node may still lead. */
  public static Tern start(TernSettings settings) throws Exception {
    Tern tern = new Tern(settings);
    try {
      tern.start();
      return tern;
    } catch (Exception e) {
      tern.close();
      throw e;
    }
  }

  private void start() throws Exception {
    closing.push(() -> await(vertx.close()));
    FreePorts.require("server.health", settings.healthHost(), settings.healthPort());
    if (settings.roles().contains(Role.API)) {
      FreePorts.require("server.http", settings.http().host(), settings.http().port());
    }
    settings.chains().ifPresent(closing::push);
    closing.push(telemetry);
    telemetry.node(vertx, settings.data(), () -> readiness().ready(), () -> draining);
    health();
    KafkaClients clients = new KafkaClients(kafka(), telemetry.kafka());
    LocalStore store = store(clients);
    coordinate(clients, store);
    if (settings.roles().contains(Role.COORDINATOR)) {
      credentials(clients).ifPresent(kept -> renewals(clients, kept, store));
    }
    if (settings.roles().contains(Role.AGENT)) {
      agent(clients);
    }
    if (settings.roles().contains(Role.API)) {
      api(clients, store);
    }
    settings.bridge().ifPresent(broker -> bridge(clients, broker));
    serving = true;
  }

  private void health() {
    HealthServer health =
        new HealthServer(
            vertx,
            settings.healthHost(),
            settings.healthPort(),
            this::readiness,
            this::scrape,
            this::scrapeLinks);
    healthPort = await(health.start());
    closing.push(() -> await(health.stop()));
  }

  private Map<String, String> kafka() throws IOException, InterruptedException {
    if (settings.kafka().isPresent()) {
      return settings.kafka().get();
    }
    long begun = System.nanoTime();
    BrokerOptions options =
        BrokerOptions.embedded(
                settings.data().resolve("kafka"), settings.embedded().flushEachAppend())
            .withPort(new BrokerPort(settings.embedded().port(), true));
    EmbeddedKafka broker =
        EmbeddedKafka.start(options, new BrokerJvm(settings.embedded().heap(), List.of()));
    closing.push(broker);
    log.info(
        "Kafka of our own at {}, ready after {} ms",
        broker.bootstrap(),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
    return Map.of("bootstrap.servers", broker.bootstrap());
  }

  private LocalStore store(KafkaClients clients) throws TopicSetup.Refused {
    try (Admin admin = clients.admin()) {
      TopicSetup.Found found = new TopicSetup(topics, settings.durability()).prepare(admin);
      Origin origin = new Origin(found.clusterId(), found.journalId(), Coordinator.FORMAT);
      LocalStore store =
          LocalStore.open(
              settings.storePath(), origin, settings.store(), System.currentTimeMillis());
      closing.push(store);
      telemetry.store(store::bytes);
      return store;
    }
  }

  private void coordinate(KafkaClients clients, LocalStore store) {
    Coordinator own =
        new Coordinator(
            settings.coordinator(),
            clients,
            topics,
            store,
            watermarks,
            telemetry.coordinator(settings.http().quotas()),
            settings.roles().contains(Role.COORDINATOR));
    coordinator = own;
    own.start();
    closing.push(own);
  }

  private void agent(KafkaClients clients) {
    Storages found = storages();
    KafkaAgentTopics agentTopics =
        new KafkaAgentTopics(clients.properties("agent"), topics, settings.agent().name());
    closing.push(() -> await(agentTopics.close()));
    Agent own =
        await(
            Agent.start(
                vertx,
                settings.agent(),
                agentTopics,
                new KeyedStorages(
                    credentials(clients)
                        .<io.tern.orchestrator.agent.Storages>map(kept ->
                            new UsersStorages(
                                found,
                                kept,
                                new FreshTokens(vertx, kept, System::currentTimeMillis)))
                        .orElse(location -> Optional.of(found)),
                    new Keyring(settingsView(clients)::now, settings.box()),
                    settings.storages().ownKeys()),
                telemetry.agent(),
                new Incarnations()));
    agent = own;
    closing.push(own::rest);
    closing.push(() -> await(own.drain(settings.drain())));
  }

  /** The same for all roles of this node, made when the first one asks. */
  private Optional<Credentials> credentials(KafkaClients clients) {
    if (credentials.isEmpty() && settings.box().isPresent()) {
      KafkaCredentials made =
          new KafkaCredentials(
              vertx, clients, topics, settings.box().get(), System::currentTimeMillis);
      closing.push(made);
      double most = settings.http().limits().tokens();
      telemetry.tokens(made::tokens, () -> made.mostTokens() / most);
      credentials = Optional.of(made);
    }
    return credentials;
  }

  private void renewals(KafkaClients clients, Credentials kept, LocalStore store) {
    Renewals renewals =
        new Renewals(
            vertx,
            kept,
            new Providers(settingsView(clients)::now, settings.box().orElseThrow()),
            new TokenEndpoint(outbound(), System::currentTimeMillis),
            telemetry.renewals(),
            store::neededTokens,
            this::leads,
            System::currentTimeMillis);
    closing.push(renewals);
    renewals.start();
  }

  /** The same for all roles of this node, made when the first one asks. */
  private SettingsView settingsView(KafkaClients clients) {
    if (settingsView.isEmpty()) {
      SettingsView made = new SettingsView(clients, topics);
      closing.push(made);
      made.start();
      settingsView = Optional.of(made);
    }
    return settingsView.get();
  }

  /** The same for all roles of this node, made when the first one asks. */
  private Outbound outbound() {
    if (outbound.isEmpty()) {
      Outbound made = new Outbound(vertx, addresses);
      closing.push(() -> await(made.close()));
      outbound = Optional.of(made);
    }
    return outbound.get();
  }

  private Optional<Delegations> delegations(KafkaClients clients) {
    return settings
        .chains()
        .flatMap(check ->
            credentials(clients)
                .map(kept -> new Delegations(vertx, kept, check, System::currentTimeMillis)));
  }

  /** The same for all roles of this node, made when the first one asks. */
  private Storages storages() {
    Storages made = storages;
    if (made == null) {
      UnknownAnswers unknown = new UnknownAnswers();
      Circuits circuits = new Circuits(CircuitSettings.DEFAULT);
      Servers servers = new Servers();
      Adapters adapters = adapters(circuits, unknown, servers);
      telemetry.storages(circuits::states, adapters.turns()::delayed, unknown::total, servers);
      closing.push(() -> await(adapters.close()));
      made = adapters.storages();
      storages = made;
    }
    return made;
  }

  private Adapters adapters(Circuits circuits, UnknownAnswers unknown, Servers servers) {
    try {
      return new Adapters(vertx, settings.storages(), addresses, circuits, unknown, servers);
    } catch (IOException e) {
      throw new UncheckedIOException("storages: " + e.getMessage(), e);
    }
  }

  private void api(KafkaClients clients, LocalStore store) throws InterruptedException {
    if (coordinator == null || !coordinator.awaitCaughtUp()) {
      throw new IllegalStateException("the journal could not be read to its end");
    }
    SettingsView own = settingsView(clients);
    KafkaCommandLog commands =
        new KafkaCommandLog(
            vertx, clients, topics, watermarks, settings.node(), settings.mostBehind());
    commands.start();
    closing.push(commands);
    Heartbeats heartbeats = new Heartbeats(clients, topics);
    heartbeats.start();
    closing.push(heartbeats);
    KafkaUseLog uses = new KafkaUseLog(vertx, clients, topics, settings.node());
    closing.push(uses);
    KafkaEvents events = new KafkaEvents(clients, topics);
    events.start();
    closing.push(events);
    ArchiveTail archive = new ArchiveTail(clients, topics, store);
    archive.start();
    closing.push(archive);
    Administration operators =
        new KafkaAdministration(vertx, commands, own, new AuditLog(clients, topics));
    administration = operators;
    settings.http().tls().ifPresent(telemetry::certificate);
    Identities identities = settings.identities().make(vertx, outbound());
    HttpApi api =
        new HttpApi(
            vertx,
            settings.http(),
            new Backend(
                commands,
                operators,
                store,
                new KafkaArchive(clients, topics, store),
                new Namespaces(storages(), settings.storages().ownKeys(), uses),
                heartbeats,
                events,
                settings.box(),
                credentials(clients),
                delegations(clients)),
            identities,
            telemetry.http(),
            telemetry.quotas());
    httpPort = await(api.start());
    closing.push(() -> await(api.stop()));
    String scheme = settings.http().tls().isPresent() ? "https" : "http";
    log.info("serves {}://{}:{}", scheme, settings.http().host(), httpPort);
  }

  private void bridge(KafkaClients clients, BridgeSettings broker) {
    EventBridge bridge = new EventBridge(vertx, broker, clients, topics, telemetry.bridge());
    closing.push(() -> await(bridge.close()));
    bridge.start();
  }

  /** Where clients connect; -1 without the API role. */
  public int httpPort() {
    return httpPort;
  }

  public int healthPort() {
    return healthPort;
  }

  /** For operators; null without the API role. */
  @Nullable Administration administration() {
    return administration;
  }

  /** Whether this node decides. */
  public boolean leads() {
    return coordinator != null && coordinator.isLeading();
  }

  private Readiness readiness() {
    Coordinator own = coordinator;
    boolean caughtUp = own != null && own.isCaughtUp();
    String leader = own == null ? "" : own.leader();
    boolean ready = serving && caughtUp && !leader.isEmpty();
    return new Readiness(
        ready,
        "{\"ready\":%b,\"serving\":%b,\"caught_up\":%b,\"leader\":\"%s\",\"leads\":%b,\"active\":%d}"
            .formatted(
                ready, serving, caughtUp, leader, leads(), agent == null ? 0 : agent.active()));
  }

  private Scrape scrape() {
    return new Scrape(Telemetry.CONTENT_TYPE, telemetry.scrape());
  }

  private Scrape scrapeLinks() {
    return new Scrape(Telemetry.CONTENT_TYPE, telemetry.scrapeLinks());
  }

  /** Waits until this node can do its part no more; the log tells why. */
  void awaitFailure() throws InterruptedException {
    if (coordinator != null) {
      coordinator.awaitFailure();
    }
  }

  /** Takes no new work, lets running copies end within the drain time, hands over, closes. */
  @Override
  public void close() {
    serving = false;
    draining = true;
    while (!closing.isEmpty()) {
      try {
        closing.pop().close();
      } catch (Exception e) {
        log.warn("while stopping: {}", e.toString());
      }
    }
  }

  private static <T> T await(Future<T> future) {
    return future.await();
  }
}
