package io.tern.storage.matrix;

import io.tern.storage.s3.S3Proxy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.AssertionFailedError;

/** The field's own clients, from Debian packages, run as a user would. */
enum ReferenceClient {
  GFAL("gfal2-util-scripts gfal2-plugin-http gfal2-plugin-file", "/usr/bin/gfal-copy"),
  DAVIX("davix", "/usr/bin/davix-get");

  /** Seconds; the checksum of a large file on a slow disk. */
  private static final String LONGEST = "120";

  /** What timeout(1) ends with. */
  private static final int TIMED_OUT = 124;

  private final String packages;
  private final Path program;

  ReferenceClient(String packages, String program) {
    this.packages = packages;
    this.program = Path.of(program);
  }

  /** Skips the test where it is not installed. */
  void require() {
    if (Files.isExecutable(program)) {
      return;
    }
    String missing = "skipped: install " + packages;
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionFailedError(missing);
    }
    Assumptions.abort(missing);
  }

  /**
   * @param authorities directory of certificate authorities, hashed
   */
  void get(String url, Path file, Path authorities) throws IOException, InterruptedException {
    switch (this) {
      case GFAL -> run(authorities, "gfal-copy", gfalKeys(url), "-f", url, "file://" + file);
      case DAVIX ->
          run(
              authorities,
              "davix-get",
              davixKeys(url),
              "--capath",
              authorities + "",
              url,
              file + "");
    }
  }

  void put(Path file, String url, Path authorities) throws IOException, InterruptedException {
    switch (this) {
      case GFAL -> run(authorities, "gfal-copy", gfalKeys(url), "file://" + file, url);
      case DAVIX ->
          run(
              authorities,
              "davix-put",
              davixKeys(url),
              "--capath",
              authorities + "",
              file + "",
              url);
    }
  }

  /** The checksum of a file as gfal2 has it from its server, lower-case hex. */
  static String sum(String url, String algorithm, Path authorities)
      throws IOException, InterruptedException {
    String said = run(authorities, "gfal-sum", gfalKeys(url), url, algorithm);
    String[] words = said.strip().split("\\s+", -1);
    return words[words.length - 1].toLowerCase(Locale.ROOT);
  }

  /** As in the group {@code [S3]} of gfal2's settings. */
  private static List<String> gfalKeys(String url) {
    if (!url.startsWith("s3://")) {
      return List.of();
    }
    return Stream.of(
            "ACCESS_KEY=" + S3Proxy.KEYS.id(),
            "SECRET_KEY=" + S3Proxy.KEYS.secret(),
            "REGION=" + S3Proxy.REGION,
            "ALTERNATE=true")
        .flatMap(setting -> Stream.of("-D", "S3:" + setting))
        .toList();
  }

  private static List<String> davixKeys(String url) {
    if (!url.startsWith("s3://")) {
      return List.of();
    }
    return List.of(
        "--s3accesskey",
        S3Proxy.KEYS.id(),
        "--s3secretkey",
        S3Proxy.KEYS.secret(),
        "--s3region",
        S3Proxy.REGION,
        "--s3alternate");
  }

  private static String run(
      Path authorities, String program, List<String> keys, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("timeout", LONGEST, program));
    command.addAll(keys);
    command.addAll(List.of(arguments));
    return run(authorities, 1, command);
  }

  /**
   * @param patience how often it is asked again when a server loses what it was asked, as XRootD
   *     does
   */
  private static String run(Path authorities, int patience, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("GFAL_PYTHONBIN", "/usr/bin/python3");
    builder.environment().put("X509_CERT_DIR", authorities.toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    if (code == TIMED_OUT && patience > 0) {
      System.out.println("asked again, since there was no answer in " + LONGEST + " s: " + command);
      return run(authorities, patience - 1, command);
    }
    if (code != 0) {
      throw new IOException(command + ": exit " + code + ": " + said);
    }
    return said;
  }
}
