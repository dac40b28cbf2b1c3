package io.tern.orchestrator.config;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * All that an operator may set for one node.
 *
 * @param data what the node keeps: the embedded broker's data, its local store
 * @param node its name, unique in the service; empty: made of host and port
 * @param roles what it does
 * @param hold whether the service starts held, dispatching nothing
 * @param settings a file of ceilings and shares to load at start
 */
public record Config(
    Path data,
    Optional<String> node,
    Set<Role> roles,
    boolean hold,
    Optional<Path> settings,
    Server server,
    Kafka kafka,
    Coordinator coordinator,
    Agent agent,
    Identity identity,
    Network network,
    Storages storages,
    Secrets secrets,
    Store store,
    Events events,
    Retention retention) {
  /** Everything on loopback, all roles, an embedded broker. */
  public static final Config DEFAULTS =
      new Config(
          Path.of("data"),
          Optional.empty(),
          EnumSet.allOf(Role.class),
          false,
          Optional.empty(),
          Server.DEFAULTS,
          Kafka.DEFAULTS,
          Coordinator.DEFAULTS,
          Agent.DEFAULTS,
          Identity.DEFAULTS,
          Network.DEFAULTS,
          Storages.DEFAULTS,
          Secrets.DEFAULTS,
          Store.DEFAULTS,
          Events.DEFAULTS,
          Retention.DEFAULTS);

  public Config {
    roles = Set.copyOf(roles);
    Check.that(!roles.isEmpty(), "roles", roles, "some of api, coordinator, agent");
    node.ifPresent(name ->
        Check.that(
            name.matches("[A-Za-z0-9._-]{1,64}"),
            "node",
            name,
            "1 to 64 letters, digits, dots, dashes, underscores"));
    Check.that(
        identity.mode() != Identity.Mode.OPEN || server.http().isLoopback(),
        "server.http",
        server.http(),
        "a loopback address while identity.mode is open; anybody could submit otherwise");
    boolean certificates = server.tls().flatMap(Server.Tls::authorities).isPresent();
    Check.that(
        identity.mode() != Identity.Mode.CREDENTIALS
            || certificates
            || !identity.issuers().isEmpty(),
        "identity.mode",
        "credentials",
        "identity.issuers, or server.tls with authorities: nobody could call otherwise");
    Check.that(
        identity.mode() != Identity.Mode.CREDENTIALS
            || server.tls().isPresent()
            || server.http().isLoopback(),
        "server.http",
        server.http(),
        "a loopback address without server.tls: tokens would travel in the clear");
  }

  /** The node's name; by default nodes on one machine differ by their port. */
  public String nodeName(String machine) {
    return node.orElse(machine + "-" + server.http().port());
  }

  /** Where the local store is. */
  public Path storePath() {
    return store.path().orElse(data.resolve("store"));
  }

  /** This node's configuration as a file that says the same, secrets as {@code ***}. */
  public String print() {
    return RecordPrinter.print(this);
  }
}
