package io.tern.storage.matrix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.AssertionFailedError;

/** The field's own clients, from Debian packages, run as a user would. */
enum ReferenceClient {
  GFAL("gfal2-util-scripts gfal2-plugin-http gfal2-plugin-file", "/usr/bin/gfal-copy"),
  DAVIX("davix", "/usr/bin/davix-get");

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
      case GFAL -> run(authorities, "gfal-copy", "-f", url, "file://" + file);
      case DAVIX -> run(authorities, "davix-get", "--capath", authorities + "", url, file + "");
    }
  }

  void put(Path file, String url, Path authorities) throws IOException, InterruptedException {
    switch (this) {
      case GFAL -> run(authorities, "gfal-copy", "file://" + file, url);
      case DAVIX -> run(authorities, "davix-put", "--capath", authorities + "", file + "", url);
    }
  }

  /** The ADLER32 of a file as gfal2 has it from its server, lower-case hex. */
  static String adler32(String url, Path authorities) throws IOException, InterruptedException {
    String[] words = run(authorities, "gfal-sum", url, "ADLER32").strip().split("\\s+", -1);
    return words[words.length - 1].toLowerCase(Locale.ROOT);
  }

  private static String run(Path authorities, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("GFAL_PYTHONBIN", "/usr/bin/python3");
    builder.environment().put("X509_CERT_DIR", authorities.toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException(List.of(command) + ": exit " + code + ": " + said);
    }
    return said;
  }
}
