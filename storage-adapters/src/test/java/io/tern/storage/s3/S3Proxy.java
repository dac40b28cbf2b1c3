package io.tern.storage.s3;

import io.tern.storage.Access;
import io.tern.storage.http.HttpSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.AssertionFailedError;

/** A real S3 server that checks signatures: s3proxy from Maven Central, in a process of its own. */
public final class S3Proxy implements AutoCloseable {
  private static final String VERSION = "4.1.0";
  private static final String MISSING =
      "skipped: install s3proxy (mvn dependency:get -Dtransitive=false"
          + " -Dartifact=org.gaul:s3proxy:"
          + VERSION
          + ":jar:jar-with-dependencies)";

  /** Where a relay may stand before it. */
  private static final String WIRE = "127.0.0.8";

  public static final Access.Keys KEYS = new Access.Keys("testkey", "testsecret");
  public static final String REGION = "us-east-1";

  private final Process process;
  private final Path state;
  private final int port;

  private S3Proxy(Process process, Path state, int port) {
    this.process = process;
    this.state = state;
    this.port = port;
  }

  public static S3Proxy start() throws Exception {
    Path jar =
        Path.of(System.getProperty("user.home"), ".m2/repository/org/gaul/s3proxy", VERSION)
            .resolve("s3proxy-" + VERSION + "-jar-with-dependencies.jar");
    if (!Files.exists(jar)) {
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionFailedError(MISSING);
      }
      Assumptions.abort(MISSING);
    }
    Path state = Files.createTempDirectory("s3proxy");
    Files.createDirectories(state.resolve("data/bucket"));
    int port = freePort();
    Path settings =
        Files.writeString(
            state.resolve("s3proxy.conf"),
            """
            s3proxy.endpoint=http://127.0.0.4:%d
            s3proxy.authorization=aws-v2-or-v4
            s3proxy.identity=%s
            s3proxy.credential=%s
            jclouds.provider=filesystem-nio2
            jclouds.filesystem.basedir=%s
            """
                .formatted(port, KEYS.id(), KEYS.secret(), state.resolve("data")));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar.toString(),
                "--properties",
                settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(state.resolve("log").toFile())
            .start();
    S3Proxy proxy = new S3Proxy(process, state, port);
    proxy.awaitListening();
    return proxy;
  }

  private static int freePort() throws IOException {
    for (int port = 31_900; port < 32_700; port++) {
      try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.4"))) {
        return free.getLocalPort();
      } catch (IOException e) {
        continue;
      }
    }
    throw new IOException("no free port from 31900 on");
  }

  private void awaitListening() throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    while (System.nanoTime() - until < 0) {
      try (Socket socket = new Socket("127.0.0.4", port)) {
        return;
      } catch (IOException e) {
        if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
          break;
        }
      }
    }
    String log = Files.readString(state.resolve("log"));
    close();
    throw new IOException("s3proxy does not listen: " + log);
  }

  public S3Settings settings(long largest) {
    return settings(largest, List.of());
  }

  /**
   * @param denied further hosts that lead here, whose keys are wrong
   */
  public S3Settings settings(long largest, List<String> denied) {
    Map<String, S3Settings.Account> accounts = new HashMap<>();
    denied.forEach(host -> accounts.put(host, account(new Access.Keys(KEYS.id(), "wrong"))));
    List.of("127.0.0.4", WIRE).forEach(host -> accounts.put(host, account(KEYS)));
    return new S3Settings(HttpSettings.DEFAULT, accounts, largest);
  }

  private static S3Settings.Account account(Access.Keys keys) {
    return new S3Settings.Account(Optional.of(keys), REGION, false);
  }

  /** Below the one bucket. */
  public String url(String name) {
    return "s3://127.0.0.4:" + port + "/bucket/" + name;
  }

  /** The bucket's directory. */
  public Path directory() {
    return state.resolve("data/bucket");
  }

  /** What is in the bucket's directory. */
  List<String> files() throws IOException {
    try (var files = Files.walk(directory())) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> directory().relativize(file).toString())
          .toList();
    }
  }

  @Override
  public void close() throws Exception {
    process.destroyForcibly().waitFor();
  }
}
