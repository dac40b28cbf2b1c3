package io.tern.orchestrator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tern.orchestrator.event.EventKind;
import io.tern.orchestrator.security.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServeCommandTest {
  private static final String EVERYTHING =
      """
      data: /var/lib/tern
      node: tern-7
      roles: [api, agent]
      hold: true
      settings: limits.yaml
      server:
        http: "[::1]:9446"
        health: 127.0.0.2:9447
        limits: {body: 10MB, depth: 8, string: 2KB, transfers: 500, stagingMargin: 1h}
        quotas: {cms: {submissionsPerSecond: 50, body: 64MB, queuedTransfers: 1000000}}
        tls:
          certificate: host.pem
          key: host.key
          authorities: /etc/grid-security/certificates
          requireRevocationLists: true
      kafka:
        bootstrap: [k1:9092, k2:9093]
        topicPrefix: test.
        partitions: 1
        replication: 2
        unsafeAllowLowReplication: true
        client:
          security.protocol: SASL_SSL
          sasl.jaas.config: password="hush"
        embedded: {port: 20000, heap: 1g, flushEachAppend: true}
      coordinator:
        lease: 1m
        heartbeat: 500ms
        stepRecords: 200
        commandsShare: 0.25
        commandsLag: 5000
        electionTimeout: 9s
        electionPause: 2s
      agent:
        capacity: 50
        tapeCapacity: 60
        timeLimits:
          connect: 1s
          metadata: 2s
          firstByte: 3s
          markerIdle: 4s
          stall: 5s
          base: 6s
          perMegabyte: 700ms
      identity:
        mode: trusted-headers
        audiences: [https://tern.example.org]
        issuers:
          - url: https://iam.example.org/
            groups: {cms: cms}
            scope: fts
            grants: {/cms/operators: ["all:config"]}
          - url: https://other.example.org/
            vo: dune
        badTokensAreAnonymous: true
        roles: {/cms/Role=production: ["all:config"]}
        rootUsers: [/CN=root]
        vosOfDns: {/CN=lonely: [cms]}
      network:
        openAddresses: [private, 127.0.0.0/8]
        storages: {cms: ["https://*.cern.ch/eos/cms/"]}
      storages:
        authorities: /etc/grid-security/certificates
        tokenDomains: [cern.ch]
        s3:
          s3.example.org: {id: KEY, secret: shush, region: eu-1, virtualHosts: true}
        local: /srv/files
        streamed: 8
        requestsPerSecond: 200
      secrets:
        keys:
          - {id: 7, file: /etc/tern/key}
          - {id: 6, variable: TERN_KEY}
          - {id: 5, command: [vault, get, --token=hush]}
          - {id: 4, command: [/usr/bin/key]}
        tokensPerUser: 100
      store:
        path: /ssd/view
      events:
        endpoint: tern.example.org
        kinds: [complete]
        stomp:
          broker: mb:61613
          tls: true
          trust: ca.pem
          user: tern
          password: hush
          start: /queue/a
          complete: /queue/b
          state: ''
          timeToLive: 2h
      retention:
        jobs: 30d
        transfers: 5000
        commands: 12h
      """;

  @TempDir Path directory;

  @Test
  void hasDefaultsForEverything() {
    Config config = parse();

    assertThat(config)
        .isEqualTo(
            new Config(
                Path.of("data"),
                Optional.empty(),
                EnumSet.allOf(Role.class),
                false,
                Optional.empty(),
                new Server(
                    new HostPort("127.0.0.1", 8446),
                    new HostPort("127.0.0.1", 8447),
                    new Server.Limits(
                        new DataSize(256 << 20),
                        32,
                        new DataSize(64 << 10),
                        10_000_000,
                        Duration.ZERO),
                    Map.of(),
                    Optional.empty()),
                new Kafka(
                    List.of(),
                    "tern.",
                    1,
                    3,
                    false,
                    Map.of(),
                    new Kafka.Embedded(19092, "512m", false)),
                new Coordinator(
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(1),
                    4_000,
                    0.5,
                    100_000,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(1)),
                new Agent(
                    10_000,
                    100_000,
                    new Agent.TimeLimits(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(180),
                        Duration.ofSeconds(300),
                        Duration.ofSeconds(300),
                        Duration.ofSeconds(600),
                        Duration.ofSeconds(2))),
                new Identity(
                    Identity.Mode.OPEN, Set.of(), List.of(), false, Map.of(), List.of(), Map.of()),
                new Network(List.of(), Map.of()),
                new Storages(Optional.empty(), List.of(), Map.of(), Optional.empty(), 0, 5_000),
                new Secrets(List.of(), 50_000),
                new Store(Optional.empty()),
                new Events(Optional.empty(), EnumSet.allOf(EventKind.class), Events.Stomp.DEFAULTS),
                new Retention(Duration.ofDays(7), 20_000_000, Duration.ofDays(1))));
    assertThat(config.nodeName("host")).isEqualTo("host-8446");
    assertThat(config.storePath()).isEqualTo(Path.of("data/store"));
    assertThat(config.kafka().isEmbedded()).isTrue();
  }

  @Test
  void readsEveryField() throws Exception {
    assertThat(parse("--config", file(EVERYTHING)))
        .isEqualTo(
            new Config(
                Path.of("/var/lib/tern"),
                Optional.of("tern-7"),
                Set.of(Role.API, Role.AGENT),
                true,
                Optional.of(Path.of("limits.yaml")),
                new Server(
                    new HostPort("::1", 9446),
                    new HostPort("127.0.0.2", 9447),
                    new Server.Limits(
                        new DataSize(10 << 20), 8, new DataSize(2048), 500, Duration.ofHours(1)),
                    Map.of(
                        "cms",
                        new Server.Quota(
                            Optional.of(50),
                            Optional.of(DataSize.ofMegabytes(64)),
                            Optional.empty(),
                            Optional.of(1_000_000L))),
                    Optional.of(
                        new Server.Tls(
                            Path.of("host.pem"),
                            Path.of("host.key"),
                            Optional.of(Path.of("/etc/grid-security/certificates")),
                            Optional.empty(),
                            true))),
                new Kafka(
                    List.of(new HostPort("k1", 9092), new HostPort("k2", 9093)),
                    "test.",
                    1,
                    2,
                    true,
                    Map.of(
                        "security.protocol",
                        Secret.of("SASL_SSL"),
                        "sasl.jaas.config",
                        Secret.of("password=\"hush\"")),
                    new Kafka.Embedded(20000, "1g", true)),
                new Coordinator(
                    Duration.ofMinutes(1),
                    Duration.ofMillis(500),
                    200,
                    0.25,
                    5000,
                    Duration.ofSeconds(9),
                    Duration.ofSeconds(2)),
                new Agent(
                    50,
                    60,
                    new Agent.TimeLimits(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(6),
                        Duration.ofMillis(700))),
                new Identity(
                    Identity.Mode.TRUSTED_HEADERS,
                    Set.of("https://tern.example.org"),
                    List.of(
                        new Identity.Issuer(
                            "https://iam.example.org/",
                            Optional.empty(),
                            Map.of("cms", "cms"),
                            Optional.of("fts"),
                            Map.of("/cms/operators", List.of("all:config"))),
                        new Identity.Issuer(
                            "https://other.example.org/",
                            Optional.of("dune"),
                            Map.of(),
                            Optional.empty(),
                            Map.of())),
                    true,
                    Map.of("/cms/Role=production", List.of("all:config")),
                    List.of("/CN=root"),
                    Map.of("/CN=lonely", List.of("cms"))),
                new Network(
                    List.of("private", "127.0.0.0/8"),
                    Map.of("cms", List.of("https://*.cern.ch/eos/cms/"))),
                new Storages(
                    Optional.of(Path.of("/etc/grid-security/certificates")),
                    List.of("cern.ch"),
                    Map.of(
                        "s3.example.org",
                        new Storages.S3(
                            Optional.of("KEY"), Optional.of(Secret.of("shush")), "eu-1", true)),
                    Optional.of(Path.of("/srv/files")),
                    8,
                    200),
                new Secrets(
                    List.of(
                        key(7, Optional.of(Path.of("/etc/tern/key")), Optional.empty(), List.of()),
                        key(6, Optional.empty(), Optional.of("TERN_KEY"), List.of()),
                        key(
                            5,
                            Optional.empty(),
                            Optional.empty(),
                            List.of("vault", "get", "--token=hush")),
                        key(4, Optional.empty(), Optional.empty(), List.of("/usr/bin/key"))),
                    100),
                new Store(Optional.of(Path.of("/ssd/view"))),
                new Events(
                    Optional.of("tern.example.org"),
                    Set.of(EventKind.COMPLETE),
                    new Events.Stomp(
                        Optional.of(new HostPort("mb", 61613)),
                        true,
                        Optional.of(Path.of("ca.pem")),
                        Optional.of("tern"),
                        Optional.of(Secret.of("hush")),
                        "/queue/a",
                        "/queue/b",
                        "",
                        Duration.ofHours(2))),
                new Retention(Duration.ofDays(30), 5_000, Duration.ofHours(12))));
  }

  private static Secrets.Key key(
      int id, Optional<Path> file, Optional<String> variable, List<String> command) {
    return new Secrets.Key(
        id, file, variable, Optional.of(command).filter(words -> !words.isEmpty()));
  }

  @Test
  void printsWhatItReadsExceptSecrets() throws Exception {
    Config config = parse("--config", file(EVERYTHING));

    String printed = config.print();

    assertThat(printed).doesNotContain("hush", "shush").contains("sasl.jaas.config: '***'");
    assertThat(config.toString()).doesNotContain("hush");
    String clear =
        printed
            .replace("password: '***'", "password: hush")
            .replace("security.protocol: '***'", "security.protocol: SASL_SSL")
            .replace("sasl.jaas.config: '***'", "sasl.jaas.config: password=\"hush\"")
            .replace("secret: '***'", "secret: shush")
            .replaceAll("(- vault\\s+)- '\\*{3}'", "$1- get\n    - --token=hush");
    assertThat(parse("--config", file(clear))).isEqualTo(config);
  }

  @Test
  void printsDefaultsThatReadBackToTheSame() throws Exception {
    assertThat(parse("--config", file(Config.DEFAULTS.print()))).isEqualTo(Config.DEFAULTS);
  }

  @Test
  void prefersTheCommandLineToTheEnvironmentAndThatToTheFile() throws Exception {
    String file = file("kafka: {bootstrap: [file:1], partitions: 1}\nhold: false\n");
    Map<String, String> environment = Map.of("TERN_KAFKA", "env:2");

    Kafka fromEnvironment =
        ServeCommand.parse(List.of("--config", file), environment).config().kafka();
    Config fromFlags =
        ServeCommand.parse(List.of("--kafka", "a:3, b:4", "--hold", "--config", file), environment)
            .config();

    assertThat(fromEnvironment.bootstrap()).containsExactly(new HostPort("env", 2));
    assertThat(fromFlags.kafka().bootstrap())
        .containsExactly(new HostPort("a", 3), new HostPort("b", 4));
    assertThat(fromFlags.kafka().partitions()).isEqualTo(1);
    assertThat(fromFlags.hold()).isTrue();
  }

  @Test
  void readsEveryOption() {
    Config config =
        parse(
            "--data",
            "d",
            "--http",
            "0.0.0.0:1",
            "--health",
            "127.0.0.1:2",
            "--roles",
            "api",
            "--node",
            "n",
            "--open-addresses",
            "loopback,10.0.0.0/8",
            "--trusted-headers",
            "--settings",
            "s");

    assertThat(config.data()).isEqualTo(Path.of("d"));
    assertThat(config.server().http()).isEqualTo(new HostPort("0.0.0.0", 1));
    assertThat(config.server().health()).isEqualTo(new HostPort("127.0.0.1", 2));
    assertThat(config.roles()).containsExactly(Role.API);
    assertThat(config.nodeName("host")).isEqualTo("n");
    assertThat(config.identity().mode()).isEqualTo(Identity.Mode.TRUSTED_HEADERS);
    assertThat(config.settings()).contains(Path.of("s"));
    assertThat(config.network().openAddresses()).containsExactly("loopback", "10.0.0.0/8");
    assertThat(parse("--open-loopback").identity().mode()).isEqualTo(Identity.Mode.OPEN);
  }

  @Test
  void knowsWhatToDoWithTheConfiguration() {
    assertThat(command().action()).isEqualTo(ServeCommand.Action.SERVE);
    assertThat(command("--check").action()).isEqualTo(ServeCommand.Action.CHECK);
    assertThat(command("--print-config").action()).isEqualTo(ServeCommand.Action.PRINT_CONFIG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0:8446", "[::]:8446", "192.0.2.1:8446"})
  void refusesToBeOpenToOthers(String http) {
    refuses("server.http: " + http + " (expected: a loopback address while", "--http", http);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kafka: {partitons: 2}            | kafka.partitons: unknown (did you mean kafka.partitions?)",
        "agnet: {}                        | agnet: unknown (did you mean agent?)",
        "store: {zzzzzzzz: 1}             | store.zzzzzzzz: unknown (expected: path)",
        "kafka: {partitions: 0}           | kafka.partitions: 0 (expected: 1 to 1)",
        "kafka: {partitions: many}        | kafka.partitions: many (expected: an integer)",
        "kafka: {replication: 1}          | kafka.replication: 1 (expected: >= 3, or unsafeAllow",
        "kafka: {topicPrefix: 'a b'}      | kafka.topicPrefix: a b (expected: 1 to 100 letters",
        "kafka: {bootstrap: [k1]}         | kafka.bootstrap[0]: k1 (expected: HOST:PORT)",
        "kafka: {bootstrap: {a: 1}}       | kafka.bootstrap: a list expected",
        "kafka: 7                         | kafka: a mapping of names to values expected",
        "kafka: {embedded: {heap: lots}}  | kafka.embedded.heap: lots (expected: a size such as 512m)",
        "kafka: {embedded: {port: 40000}} | kafka.embedded.port: 40000 (expected: 1024 to 32766)",
        "server: {limits: {body: 3TB}}    | server.limits.body: 3TB (expected: a size such as",
        "server: {limits: {body: 1B}}     | server.limits.body: 1B (expected: 1KB to 2047MB)",
        "server: {quotas: {x: {body: 1B}}} | server.quotas.x.body: 1B (expected: 1KB to 2047MB)",
        "server: {limits: {transfers: 0}} | server.limits.transfers: 0 (expected: 1 to 10000000)",
        "server: {limits: {depth: [1]}}   | server.limits.depth: a single value expected",
        "server: {health: 127.0.0.1:8446} | server.health: 127.0.0.1:8446 (expected: another address",
        "coordinator: {lease: 1s}         | coordinator.lease: 1s (expected: 15s to 1h)",
        "coordinator: {heartbeat: 31s}    | coordinator.heartbeat: 31s (expected: 100ms to 30s)",
        "coordinator: {lease: soon}       | coordinator.lease: soon (expected: a duration such as",
        "coordinator: {commandsShare: 1}  | coordinator.commandsShare: 1.0 (expected: above 0, below 1)",
        "agent: {capacity: 0}             | agent.capacity: 0 (expected: 1 to 100000)",
        "agent: {tapeCapacity: 0}         | agent.tapeCapacity: 0 (expected: 1 to 1000000)",
        "identity: {mode: none}           | identity.mode: none (expected: one of credentials, open, trusted-",
        "identity: {mode: credentials}    | identity.mode: credentials (expected: identity.issuers, or",
        "identity: {issuers: [{url: 'http://iam.org'}]} | identity.issuers[0].url: http://iam.org (expected: https",
        "identity: {issuers: [{url: 'https://iam.org'}]} | identity.audiences: [] (expected: at least one",
        "secrets: {keys: [{id: 1}]}      | secrets.keys[0].id: 1 (expected: one of file, variable and",
        "secrets: {keys: [{id: 1, file: k, variable: TERN_K}]} | secrets.keys[0].id: 1 (expected: one of",
        "secrets: {keys: [{id: 1, variable: KEY}]} | secrets.keys[0].variable: KEY (expected: TERN_ and",
        "secrets: {keys: [{id: 1, command: []}]} | secrets.keys[0].command: [] (expected: a program",
        "secrets: {keys: [{id: 1, file: a}, {id: 1, file: b}]} | secrets.keys: 1 (expected: each id once",
        "network: {openAddresses: [home]} | network.openAddresses: home (expected: loopback, private or",
        "roles: []                        | roles: [] (expected: some of api, coordinator, agent)",
        "roles: api,boss                  | roles: boss (expected: one of agent, api, coordinator)",
        "events: {endpoint: 'a b'}        | events.endpoint: a b (expected: 1 to 255 letters",
        "hold: maybe                      | hold: maybe (expected: true or false)",
        "node: a/b                        | node: a/b (expected: 1 to 64 letters"
      })
  void saysWhatIsWrongInTheFile(String yaml, String message) throws Exception {
    refuses(message, "--config", file(yaml));
  }

  @Test
  void saysWhatIsWrongWithTheFileWithoutQuotingIt() throws Exception {
    String broken = file("hold: true\nkafka: {client: {password: hush}\n");

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> parse("--config", broken))
        .withMessageStartingWith(broken + ": not YAML, or a name twice, at line ")
        .withMessageNotContaining("hush")
        .withNoCause();
    refuses(": not YAML, or a name twice, at line 2", "--config", file("hold: true\nhold: true\n"));
    refuses("nowhere.yaml: cannot be read", "--config", "nowhere.yaml");
    refuses("not a mapping of names to values", "--config", file("- 1\n"));
    assertThat(parse("--config", file(""))).isEqualTo(Config.DEFAULTS);
  }

  @Test
  void saysWhatIsWrongOnTheCommandLine() {
    refuses("unknown option: --htpp", "--htpp", "x");
    refuses("--data: missing value", "--data");
    refuses("server.http: 8446 (expected: HOST:PORT)", "--http", "8446");
  }

  @Test
  void namesEveryOptionInItsUsage() {
    List<String> options = new ArrayList<>(List.of("--config", "--print-config", "--check"));
    options.addAll(List.of("--data", "--http", "--health", "--kafka", "--roles", "--node"));
    options.addAll(List.of("--hold", "--open-loopback", "--trusted-headers", "--settings"));
    options.add("--open-addresses");

    assertThat(ServeCommand.USAGE.lines().map(line -> line.split(" ")[0]))
        .containsExactlyInAnyOrderElementsOf(options);
  }

  private static void refuses(String message, String... arguments) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> parse(arguments))
        .withMessageContaining(message);
  }

  private static Config parse(String... arguments) {
    return command(arguments).config();
  }

  private static ServeCommand command(String... arguments) {
    return ServeCommand.parse(List.of(arguments), Map.of());
  }

  private String file(String yaml) throws Exception {
    return Files.writeString(Files.createTempFile(directory, "tern", ".yaml"), yaml).toString();
  }
}
