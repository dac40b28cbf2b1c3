package io.tern.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tern.orchestrator.api.server.TlsClient;
import io.tern.orchestrator.config.ConfigException;
import io.tern.orchestrator.config.Role;
import io.tern.orchestrator.config.ServeCommand;
import io.tern.orchestrator.security.certificate.Authority;
import io.tern.orchestrator.security.certificate.Authority.Credential;
import io.tern.orchestrator.security.certificate.HostCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a node does not start with, and what {@code --check} says of it. */
class StartTest {
  private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

  @TempDir Path directory;

  private final Authority authority = new Authority("CN=CA,DC=test");
  private HostCertificate host;

  @BeforeEach
  void open() throws Exception {
    host = TlsClient.host(authority, directory);
    authority.trustedIn(Files.createDirectory(directory.resolve("authorities")));
  }

  private String guarded(String more) {
    return """
    server: {http: "0.0.0.0:0", tls: {certificate: %s, key: %s, authorities: %s, requireRevocationLists: false}}
    identity: {mode: credentials}
    %s
    """
        .formatted(host.certificate(), host.key(), directory.resolve("authorities"), more);
  }

  @Test
  void aGoodConfigurationIsGood() throws Exception {
    String config = guarded("secrets: {keys: [{id: 1, variable: TERN_KEY}]}");

    TernSettings settings = settings(config);

    assertThat(settings.box()).isPresent();
    assertThat(settings.http().tls()).contains(host);
    assertThat(run(config, "--check")).isEqualTo(new Ended(0, "the configuration is good\n"));
  }

  @Test
  void aNodeSaysWhyItDoesNotStart() throws Exception {
    refuse(Duration.ofSeconds(-5), 2048, "SHA256withRSA");
    String config = guarded("");

    for (String[] options : List.of(new String[] {"--check"}, new String[0])) {
      Ended ended = run(config, options);

      assertThat(ended.code).isEqualTo(2);
      assertThat(ended.output)
          .startsWith("tern: server.tls: host certificate: " + host.certificate() + ": expired at ")
          .hasLineCount(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-5, 2048, SHA256withRSA, expired at",
    "60, 1024, SHA256withRSA, a key of 1024 bits (expected: >= 2048)",
    "60, 2048, SHA1withRSA, signed with SHA1WITHRSA (expected: SHA-256 or better)",
    "60, 2048, MD5withRSA, signed with MD5WITHRSA (expected: SHA-256 or better)"
  })
  void aHostCertificateIsGood(int seconds, int bits, String algorithm, String why)
      throws Exception {
    refuse(Duration.ofSeconds(seconds), bits, algorithm);

    refuses(guarded(""), "server.tls: host certificate: " + host.certificate() + ": " + why);
  }

  private void refuse(Duration life, int bits, String algorithm) throws IOException {
    write(authority.weak("CN=127.0.0.1,DC=test", life, bits, algorithm));
  }

  private void write(Credential own) throws IOException {
    Files.writeString(host.certificate(), Authority.pem(own.chain().getFirst()));
    Files.writeString(
        host.key(), Authority.pem(new JcaPKCS8Generator(own.keys().getPrivate(), null)));
  }

  @Test
  void aHostKeyIsThatOfTheCertificateAndShut() throws Exception {
    Files.writeString(
        host.key(), Authority.pem(new JcaPKCS8Generator(Authority.keys().getPrivate(), null)));
    refuses(guarded(""), "server.tls: host key: " + host.key() + " is not that of the host");
    Files.writeString(host.key(), "no key");
    refuses(guarded(""), "server.tls: host key: " + host.key() + " (expected: PEM, PKCS #8");
    Files.setPosixFilePermissions(host.key(), PosixFilePermissions.fromString("rw-r-----"));
    refuses(guarded(""), "server.tls: host key: " + host.key() + " (expected: PEM, PKCS #8");
    Files.setPosixFilePermissions(host.key(), PosixFilePermissions.fromString("rw-r--r--"));
    refuses(guarded(""), "server.tls: host key: " + host.key() + " is open to others");
    Files.delete(host.key());
    refuses(guarded(""), "server.tls: host key: " + host.key() + " cannot be read");
    Files.delete(host.certificate());
    refuses(
        guarded(""), "server.tls: host certificate: " + host.certificate() + ": cannot be read");
  }

  @Test
  void aSealingKeyIsThereAndShut() throws Exception {
    Path key = Files.write(directory.resolve("key"), new byte[32]);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

    refuses("secrets: {keys: [{id: 1, file: " + key + "}]}", "secrets.keys: key file: " + key);
    refuses("secrets: {keys: [{id: 1, variable: TERN_X}]}", "secrets.keys: key variable: TERN_X");
    refuses("secrets: {keys: [{id: 1, command: [false]}]}", "secrets.keys: key command: false");
  }

  @Test
  void whatIsNamedIsThere() throws Exception {
    String nowhere = directory.resolve("nowhere").toString();
    String file = Files.createFile(directory.resolve("file")).toString();

    refuses(
        guarded("").replace(directory.resolve("authorities").toString(), nowhere),
        "server.tls.authorities: " + nowhere + " (expected: a directory)");
    for (String field : List.of("authorities", "local")) {
      refuses(
          "storages: {" + field + ": " + file + "}",
          "storages." + field + ": " + file + " (expected: a directory)");
    }
    refuses(
        "events: {stomp: {trust: " + nowhere + "}}",
        "events.stomp.trust: " + nowhere + " (expected: a file in PEM)");
    assertThat(settings("roles: coordinator\nstorages: {local: " + nowhere + "}").roles())
        .containsExactly(Role.COORDINATOR);
  }

  @Test
  void noKeyIsPrinted() throws Exception {
    String config = guarded("secrets: {keys: [{id: 1, variable: TERN_KEY}]}");

    Ended printed = run(config, "--print-config");

    assertThat(printed.code).isZero();
    assertThat(printed.output).contains("variable: TERN_KEY").doesNotContain(KEY);
  }

  private void refuses(String config, String message) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> settings(config))
        .withMessageStartingWith(message);
  }

  private TernSettings settings(String config) throws IOException {
    Map<String, String> environment = Map.of("TERN_KEY", KEY);
    ServeCommand command =
        ServeCommand.parse(List.of("--config", file(config).toString()), environment);
    return Blueprint.of(command.config(), environment);
  }

  private Path file(String config) throws IOException {
    return Files.writeString(directory.resolve("tern.yaml"), config);
  }

  /** Which may be read in {@code /proc} by whoever may read the broker's. */
  @Test
  @Tag("full")
  void theBrokerIsStartedWithoutTheKey() throws Exception {
    Process node =
        process(
                guarded(
                    """
                    data: %s
                    secrets: {keys: [{id: 1, variable: TERN_KEY}]}
                    """
                        .formatted(directory.resolve("data"))),
                "--health",
                "127.0.0.1:0")
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    try {
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> node.descendants().anyMatch(StartTest::isBroker));
      long broker = node.descendants().filter(StartTest::isBroker).findFirst().orElseThrow().pid();

      assertThat(environment(node.pid())).contains(KEY);
      assertThat(environment(broker)).contains("CLASSPATH=").doesNotContain(KEY, "TERN_");
    } finally {
      node.destroy();
      assertThat(node.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  private static boolean isBroker(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains("BrokerMain");
  }

  private static String environment(long pid) throws IOException {
    return Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1);
  }

  private record Ended(int code, String output) {}

  private Ended run(String config, String... options) throws Exception {
    Process running = process(config, options).start();
    String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(running.waitFor(), output);
  }

  private ProcessBuilder process(String config, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("serve", "--config", file(config).toString()));
    command.addAll(List.of(options));
    ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
    process.environment().put("TERN_KEY", KEY);
    return process;
  }
}
