package io.tern.storage.webdav;

import io.tern.storage.Access;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.AssertionFailedError;

/** Two real XRootD servers on loopback addresses, by the scripts in {@code deploy/xrootd-pair}. */
public final class XrootdPair implements AutoCloseable {
  private static final String MISSING =
      "skipped: install xrootd-server xrootd-server-plugins xrootd-plugins xrootd-client openssl"
          + " python3 curl";

  /** Whose tokens the servers of {@link #withTokens} believe; nobody listens there. */
  public static final String ISSUER = "https://localhost:31170";

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Path scripts;
  private final Path state;
  private final int port;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private long deaths;

  private XrootdPair(Path scripts, Path state, int port) {
    this.scripts = scripts;
    this.state = state;
    this.port = port;
  }

  /** What else servers need before they start: makes files, says switches of {@code pair.sh}. */
  @FunctionalInterface
  public interface Preparation {
    Map<String, String> of(XrootdPair pair) throws IOException, InterruptedException;
  }

  /** Skips the test without XRootD, fails it where CI says that nothing may be skipped. */
  public static XrootdPair start() throws IOException, InterruptedException {
    return start(plain -> Map.of());
  }

  /** As {@link #start()}, with switches. */
  public static XrootdPair start(Preparation preparation) throws IOException, InterruptedException {
    if (!isInstalled()) {
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionFailedError(MISSING);
      }
      Assumptions.abort(MISSING);
    }
    Path state = Files.createTempDirectory("xp");
    Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxr-xr-x"));
    XrootdPair pair = new XrootdPair(scripts(), state, freePort());
    pair.run(pair.script("start"), preparation.of(pair));
    return pair;
  }

  /**
   * Only users of the gridmap may do anything; macaroons stand for them. {@code tester} may do so
   * everywhere, {@code alice} and {@code bob} in directories of their names.
   */
  public Map<String, String> withMacaroons() throws IOException, InterruptedException {
    run(
        List.of(
            "openssl",
            "rand",
            "-base64",
            "-out",
            state.resolve("macaroons.secret").toString(),
            "64"),
        Map.of());
    Files.writeString(
        state.resolve("gridmap"),
        """
        "/DC=test/CN=tester" tester
        "/DC=test/CN=alice" alice
        "/DC=test/CN=bob" bob
        """);
    Path rights =
        Files.writeString(
            state.resolve("authdb"),
            """
            u tester /data a
            u alice /data/alice a
            u bob /data/bob a
            """);
    for (String file : List.of("macaroons.secret", "gridmap", "authdb")) {
      Files.setPosixFilePermissions(
          state.resolve(file), PosixFilePermissions.fromString("rw-r--r--"));
    }
    return Map.of(
        "XP_AUTHDB", rights.toString(), "XP_CONF", scripts.resolve("macaroons.cfg").toString());
  }

  /** Only tokens of {@link #ISSUER} open anything. */
  public Map<String, String> withTokens() throws IOException, InterruptedException {
    Path tokens = Files.createDirectory(state.resolve("tokens"));
    run(
        List.of(scripts.resolve("mktoken.py").toString(), "init", tokens.toString(), ISSUER),
        Map.of());
    Files.writeString(
        state.resolve("scitokens.cfg"),
        """
        [Global]
        audience = https://wlcg.cern.ch/jwt/v1/any
        onmissing = deny
        [Issuer test]
        issuer = %s
        base_path = /data
        default_user = xrootd
        """
            .formatted(ISSUER));
    run(List.of("chmod", "-R", "a+rwX", tokens.toString(), state + "/scitokens.cfg"), Map.of());
    return Map.of(
        "XP_CONF",
        scripts.resolve("tokens.cfg").toString(),
        "XDG_CACHE_HOME",
        tokens.resolve("cache").toString());
  }

  /** A token of {@link #ISSUER}, good for an hour at any storage. */
  public String token(String scope) throws IOException, InterruptedException {
    String tokens = state.resolve("tokens").toString();
    return said(
            List.of(scripts.resolve("mktoken.py").toString(), "token", tokens, ISSUER, scope),
            Map.of())
        .strip();
  }

  /** A proxy of {@code /DC=test/CN=name}. */
  Access proxyOf(String name) throws IOException, InterruptedException {
    return new Access.Proxy(Files.readString(proxy(name)));
  }

  /** A file with a proxy of {@code /DC=test/CN=name}; see {@code mkproxy.sh}. */
  public Path proxy(String name) throws IOException, InterruptedException {
    run(List.of(scripts.resolve("mkproxy.sh").toString(), tls().toString(), name), Map.of());
    return tls().resolve(name + ".pem");
  }

  /** What the holder of {@link #proxy} sends back for a request of a delegation. */
  public String signed(String name, String request) throws IOException, InterruptedException {
    Path file = Files.writeString(tls().resolve(name + ".csr"), request);
    String script = scripts.resolve("signproxy.sh").toString();
    return said(List.of(script, tls().toString(), name, file.toString()), Map.of());
  }

  /** Writes an authority that signed nothing here. */
  void otherAuthority(Path file) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("ca");
    run(List.of(scripts.resolve("mkca.sh").toString(), directory.toString()), Map.of());
    Files.copy(directory.resolve("ca.pem"), file);
  }

  private static boolean isInstalled() {
    return Stream.of("xrootd", "openssl", "python3", "curl")
        .allMatch(name ->
            Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(dir -> Files.isExecutable(Path.of(dir, name))));
  }

  private static Path scripts() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path scripts = at.resolve("deploy/xrootd-pair");
      if (Files.isDirectory(scripts)) {
        return scripts;
      }
    }
    throw new IllegalStateException(
        "deploy/xrootd-pair is not above " + Path.of("").toAbsolutePath());
  }

  /** The pair takes four ports from it on; below the ephemeral ones. */
  private static int freePort() {
    for (int port = 31_100; port < 32_700; port += 100) {
      if (isFree("127.0.0.2", port)
          && isFree("127.0.0.2", port + 1)
          && isFree("127.0.0.3", port + 10)
          && isFree("127.0.0.3", port + 11)) {
        return port;
      }
    }
    throw new IllegalStateException("no free ports from 31100 on");
  }

  private static boolean isFree(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  public String urlA(String scheme) {
    return scheme + "://127.0.0.2:" + (port + 1) + "/data/";
  }

  public String urlB(String scheme) {
    return scheme + "://127.0.0.3:" + (port + 11) + "/data/";
  }

  /** Certificate of the authority that signed both servers'. */
  public Path authority() {
    return tls().resolve("ca.pem");
  }

  /** Where {@code mkca.sh} has put what it makes. */
  public Path tls() {
    return state.resolve("tls");
  }

  void putAtA(String name, byte[] content) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(urlA("http") + name))
                .timeout(PATIENCE)
                .PUT(HttpRequest.BodyPublishers.ofByteArray(content))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException("PUT " + name + ": HTTP " + answer.statusCode());
    }
  }

  /** Sends a signal to all processes of server {@code a} or {@code b}. */
  void signal(String server, String signal) throws IOException, InterruptedException {
    String group = Files.readString(state.resolve(server).resolve("xrootd.pid")).strip();
    run(List.of("kill", "-" + signal, "--", "-" + group), Map.of());
    if (signal.equals("STOP")) {
      awaitStopped(group);
    }
  }

  /** On a busy machine a thread runs on for a while after the signal was sent. */
  private static void awaitStopped(String pid) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isStopped(Path.of("/proc", pid, "task"))) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("process " + pid + " did not stop");
      }
      Thread.sleep(5);
    }
  }

  private static boolean isStopped(Path tasks) throws IOException {
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
      for (Path thread : threads) {
        String stat = Files.readString(thread.resolve("stat"));
        if (stat.charAt(stat.lastIndexOf(')') + 2) != 'T') {
          return false;
        }
      }
    }
    return true;
  }

  /** Starts a server that was killed. */
  public void start(String server) throws IOException, InterruptedException {
    start(server, Map.of());
  }

  /** Starts a server anew with these switches of {@code pair.sh}, and without any others. */
  public void restart(String server, Map<String, String> switches)
      throws IOException, InterruptedException {
    run(script("stop", server), Map.of());
    start(server, switches);
  }

  /** Starts a server that was killed, with these switches of {@code pair.sh}. */
  public void start(String server, Map<String, String> switches)
      throws IOException, InterruptedException {
    deaths += deathsOf(server);
    run(script("start", server), switches);
  }

  /** Kills a server at once and for good. */
  public void kill(String server) throws IOException, InterruptedException {
    run(script("kill", server), Map.of());
  }

  /** Where a server keeps what clients see as {@code /data/}. */
  public Path files(String server) {
    return state.resolve(server).resolve("ns/data");
  }

  /** How often a server came back after it had died by itself, by the servers' own logs. */
  long restarts() {
    return deaths + deathsOf("a") + deathsOf("b");
  }

  private long deathsOf(String server) {
    return Math.max(0, startsOf(server) - 1);
  }

  private long startsOf(String server) {
    Path log = state.resolve(server).resolve("log").resolve(server).resolve("xrootd.log");
    try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      return lines
          .filter(line -> line.matches(".* xrootd [ab]@.* initialization completed.*"))
          .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    System.out.println("XRootD restarts: " + restarts());
    run(script("clean"), Map.of());
  }

  private List<String> script(String... arguments) {
    return Stream.concat(Stream.of(scripts.resolve("pair.sh").toString()), Stream.of(arguments))
        .toList();
  }

  private void run(List<String> command, Map<String, String> switches)
      throws IOException, InterruptedException {
    String unused = said(command, switches);
  }

  private String said(List<String> command, Map<String, String> switches)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .putAll(
            Map.of(
                "XP_DIR", state.toString(),
                "XP_PORT", Integer.toString(port),
                "XP_HOST_A", "127.0.0.2",
                "XP_HOST_B", "127.0.0.3",
                "XP_RESTART", "1"));
    builder.environment().putAll(switches);
    Path out = Files.createTempFile("xrootd-pair", ".out");
    int code = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start().waitFor();
    String said = Files.readString(out);
    Files.delete(out);
    if (code != 0) {
      throw new IOException(command + ": exit " + code + ": " + said);
    }
    return said;
  }
}
