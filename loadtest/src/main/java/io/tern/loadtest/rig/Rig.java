package io.tern.loadtest.rig;

import io.tern.loadtest.load.Acknowledged;
import io.tern.loadtest.load.Generator;
import io.tern.loadtest.load.LoadPlan;
import io.tern.loadtest.process.Child;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Everything one run needs, in a directory of its own. Closing it ends every process it started,
 * the latest first. System properties: {@code tern.classpath} says where the service is, {@code
 * tern.main} its main class, {@code tern.jvm} with which options its JVM is shipped.
 */
public final class Rig implements AutoCloseable {
  /** Ceilings that no run here reaches, so that what is measured is the service. */
  private static final String SETTINGS =
      """
      links: [{source: "*", destination: "*", maxActive: 100000}]
      storages: [{storage: "*", inboundMaxActive: 100000, outboundMaxActive: 100000}]
      """;

  /** The broker of a run is alone; that this would lose data with its disk is accepted here. */
  private static final String CONFIG = "kafka: {replication: 1, unsafeAllowLowReplication: true}\n";

  private static final Duration START_PATIENCE = Duration.ofSeconds(60);
  private static final String FARM_MAIN = "io.tern.loadtest.LoadtestMain";

  private final Path directory;
  private final List<String> serviceJvm;
  private final List<String> serviceArguments;
  private final Vertx vertx = Vertx.vertx();
  private final Ports ports = new Ports();
  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  /**
   * @param directory for data, logs and lists; made if missing
   * @param serviceJvm further options of the service's JVM
   * @param serviceArguments added to the service's own, such as {@code --config FILE}
   */
  public Rig(Path directory, List<String> serviceJvm, List<String> serviceArguments)
      throws IOException {
    this.directory = Files.createDirectories(directory);
    Files.writeString(path("settings.yaml"), SETTINGS);
    Files.writeString(path("config.yaml"), CONFIG);
    this.serviceJvm = Stream.concat(shippedJvm().stream(), serviceJvm.stream()).toList();
    this.serviceArguments = List.copyOf(serviceArguments);
  }

  /** The options that the service's JVM is shipped with. */
  public static List<String> shippedJvm() {
    String all = System.getProperty("tern.jvm", "").strip();
    return all.isEmpty() ? List.of() : List.of(all.split("\\s+"));
  }

  public Path path(String name) {
    return directory.resolve(name);
  }

  /** Starts a node that keeps its data under {@code name}; it need not be ready yet. */
  public TernNode tern(String name, String... more) {
    List<String> own = new ArrayList<>(List.of("--config", path("config.yaml").toString()));
    own.add("--open-loopback");
    own.addAll(serviceArguments);
    own.addAll(Arrays.asList(more));
    return node(name, own);
  }

  /**
   * Starts a node whose callers prove who they are.
   *
   * @param config how they do (YAML); what else the nodes of a run are given is added
   */
  public TernNode guarded(String name, String config, String... more) throws IOException {
    Path file = Files.writeString(path(name + ".yaml"), CONFIG + config);
    List<String> own = new ArrayList<>(serviceArguments);
    own.addAll(List.of("--config", file.toString()));
    own.addAll(Arrays.asList(more));
    return node(name, own);
  }

  private TernNode node(String name, List<String> own) {
    String http = "127.0.0.1:" + ports.free();
    String health = "127.0.0.1:" + ports.free();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "serve",
                "--data",
                path(name).toString(),
                "--http",
                http,
                "--health",
                health,
                "--settings",
                path("settings.yaml").toString(),
                "--open-addresses",
                "loopback"));
    arguments.addAll(own);
    TernNode node =
        new TernNode(service(serviceMain(), arguments), path(name + ".out"), http, health);
    started.push(node);
    return node;
  }

  /** Starts a broker of its own for several nodes, waits for it; returns its {@code host:port}. */
  public String broker() {
    int port = ports.free();
    Child child =
        Child.start(
            service(
                "io.tern.orchestrator.embedded.BrokerMain",
                List.of("--data", path("broker").toString(), "--port", "" + port, "--stop-at-eof")),
            path("broker.out"));
    started.push(child);
    return child.awaitLine("ready ", START_PATIENCE).substring("ready ".length()).strip();
  }

  private static String serviceMain() {
    return System.getProperty("tern.main", "io.tern.orchestrator.Main");
  }

  private List<String> service(String main, List<String> arguments) {
    String classPath = System.getProperty("tern.classpath", System.getProperty("java.class.path"));
    return Child.java(serviceJvm, classPath, main, arguments);
  }

  /**
   * Starts a farm and waits until it listens.
   *
   * @param rules its configuration, as YAML
   */
  public FarmNode farm(int storages, String rules) throws IOException {
    String base = "127.1.0";
    int port = ports.free();
    String admin = "127.0.0.1:" + ports.free();
    Path log = path("farm.log");
    Files.writeString(path("farm.yaml"), rules);
    List<String> arguments =
        List.of(
            "farm",
            "--with-parent",
            "--addresses=" + storages,
            "--base=" + base,
            "--port=" + port,
            "--admin=" + admin,
            "--config=" + path("farm.yaml"),
            "--log=" + log);
    Child child =
        Child.start(
            Child.java(
                List.of("-Xmx2g"), System.getProperty("java.class.path"), FARM_MAIN, arguments),
            path("farm.out"));
    FarmNode farm = new FarmNode(child, base, storages, port, admin, log);
    started.push(farm);
    String unused = child.awaitLine("farm ready", START_PATIENCE);
    return farm;
  }

  /** Two real XRootD servers, not yet started. */
  public XrootdNodes xrootd() throws IOException {
    XrootdNodes nodes = new XrootdNodes(ports.free(), path("xrootd.out"));
    started.push(nodes);
    return nodes;
  }

  /** Starts a generator; the answer completes when every job of the plan was answered for. */
  public Load submit(LoadPlan plan, String list) {
    Acknowledged acknowledged = new Acknowledged(path(list));
    return new Load(new Generator(vertx, plan, acknowledged).run(), acknowledged);
  }

  @Override
  public void close() throws Exception {
    while (!started.isEmpty()) {
      started.pop().close();
    }
    vertx.close().await(10, TimeUnit.SECONDS);
  }
}
