package io.tern.loadtest.rig;

import io.tern.loadtest.process.Child;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Two real XRootD servers on addresses of their own, by the scripts in {@code deploy/xrootd-pair};
 * {@code tern.home} says where that is. One that dies is started again.
 */
public final class XrootdNodes implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Pattern STARTED =
      Pattern.compile(" xrootd [ab]@.* initialization completed");

  private final Path script =
      Path.of(System.getProperty("tern.home", "."), "deploy/xrootd-pair/pair.sh");
  private final Path state;
  private final Path output;
  private final int port;

  XrootdNodes(int port, Path output) throws IOException {
    this.port = port;
    this.output = output;
    this.state = Files.createTempDirectory("tern-xrootd-");
    Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /**
   * Starts both, anew if they run.
   *
   * @param switches of {@code pair.sh}, such as {@code XP_PASSIVE=1}
   * @throws IOException if they do not start, such as when XRootD is not installed
   */
  public void start(String... switches) throws IOException {
    run(List.of(), "stop");
    run(List.of(switches), "start");
  }

  public String source() {
    return "http://127.0.0.2:" + (port + 1) + "/data/";
  }

  public String destination() {
    return "http://127.0.0.3:" + (port + 11) + "/data/";
  }

  /** Makes a file at the source. */
  public void write(String name, byte[] content) throws IOException {
    Files.write(state.resolve("a/ns/data").resolve(name), content);
  }

  /** Files that the destination has whose names begin with {@code prefix}. */
  public long copies(String prefix) throws IOException {
    try (Stream<Path> files = Files.list(state.resolve("b/ns/data"))) {
      return files.filter(file -> file.getFileName().toString().startsWith(prefix)).count();
    }
  }

  /** Of both, as the program itself tells it. */
  public String version() throws IOException {
    Path told = state.resolve("version");
    int code = Child.run(List.of("xrootd", "-v"), told, PATIENCE);
    if (code != 0) {
      throw new IOException("xrootd -v: exit " + code);
    }
    return Files.readString(told).strip();
  }

  /** How often one of them came back after it had died, since they were started. */
  public long restarts() throws IOException {
    long starts = 0;
    for (String server : List.of("a", "b")) {
      Path log = state.resolve(server).resolve("log").resolve(server).resolve("xrootd.log");
      try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
        starts += lines.filter(line -> STARTED.matcher(line).find()).count();
      }
    }
    return Math.max(0, starts - 2);
  }

  private void run(List<String> switches, String what) throws IOException {
    Map<String, String> own =
        Map.of(
            "XP_DIR", state.toString(),
            "XP_PORT", Integer.toString(port),
            "XP_HOST_A", "127.0.0.2",
            "XP_HOST_B", "127.0.0.3",
            "XP_RESTART", "1");
    List<String> command = new ArrayList<>(List.of("/usr/bin/env"));
    own.forEach((name, value) -> command.add(name + "=" + value));
    command.addAll(switches);
    command.addAll(List.of(script.toString(), what));
    int code = Child.run(command, output, PATIENCE);
    if (code != 0) {
      throw new IOException("pair.sh " + what + ": exit " + code + ": " + Files.readString(output));
    }
  }

  @Override
  public void close() throws IOException {
    run(List.of(), "clean");
  }
}
