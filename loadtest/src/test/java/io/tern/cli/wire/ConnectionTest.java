package io.tern.cli.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tern.cli.CannedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The server and the token: an option before the environment, that before the profile. */
class ConnectionTest {
  private final Map<String, String> environment = new HashMap<>();
  private CannedServer server;

  @TempDir private Path home;

  @BeforeEach
  void start() throws IOException {
    server = new CannedServer();
    server.on("GET /whoami", 200, "{}");
    environment.put("HOME", home.toString());
    Path folder = Files.createDirectories(home.resolve(".config/tern"));
    Files.writeString(
        folder.resolve("config.yaml"),
        """
        default: site
        profiles:
          site: {server: "%s", token_file: "%s"}
          nowhere: {server: "http://127.0.0.1:1"}
        """
            .formatted(server.url(), Files.writeString(home.resolve("token"), "profiles\n")));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String asked(String... options) {
    var unused =
        CommandLine.populateCommand(new Connection(), options).open(environment).get("/whoami");
    return server.asked().getLast();
  }

  @Test
  void theDefaultProfileNamesServerAndToken() {
    assertThat(asked()).isEqualTo("GET /whoami Bearer profiles");
  }

  @Test
  void anotherProfileMayBeNamed() {
    assertThatThrownBy(() -> asked("--profile", "nowhere"))
        .hasMessageStartingWith("http://127.0.0.1:1: ");
    assertThatThrownBy(() -> asked("--profile", "nobody"))
        .hasMessageStartingWith("profile: nobody (expected: one in ")
        .extracting(trouble -> ((Trouble) trouble).exit())
        .isEqualTo(Exit.USAGE);
  }

  @Test
  void theEnvironmentGoesBeforeTheProfile() throws IOException {
    environment.put("BEARER_TOKEN_FILE", Files.writeString(home.resolve("b"), "third").toString());
    assertThat(asked()).endsWith("Bearer third");

    environment.put("BEARER_TOKEN", "second");
    assertThat(asked()).endsWith("Bearer second");

    environment.put("TERN_TOKEN", "first");
    assertThat(asked()).endsWith("Bearer first");

    environment.put("TERN_SERVER", "http://127.0.0.1:1");
    assertThatThrownBy(this::asked).hasMessageStartingWith("http://127.0.0.1:1: ");
  }

  @Test
  void anOptionGoesBeforeTheEnvironment() throws IOException {
    environment.put("TERN_SERVER", "http://127.0.0.1:1");
    environment.put("TERN_TOKEN", "environments");
    Path file = Files.writeString(home.resolve("mine"), "mine");

    assertThat(asked("--server", server.url(), "--token-file", file.toString()))
        .isEqualTo("GET /whoami Bearer mine");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ftp://host", "host", "http://", "http:host", "http://a b", "http://h:65536"})
  void whatIsNoAddressOfAServerIsRefused(String address) {
    assertThatThrownBy(() -> asked("--server", address))
        .hasMessage("server: " + address + " (expected: http://HOST:PORT or https://HOST:PORT)")
        .extracting(trouble -> ((Trouble) trouble).exit())
        .isEqualTo(Exit.USAGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"two\nlines", "two words", "", "täg"})
  void whatCannotBeATokenIsRefusedAndNotShown(String token) {
    environment.put("TERN_TOKEN", token);

    assertThatThrownBy(() -> asked("--server", server.url()))
        .hasMessage("token: not shown (expected: one line of letters and signs)")
        .extracting(trouble -> ((Trouble) trouble).exit())
        .isEqualTo(Exit.USAGE);
  }

  @Test
  void withoutAnyFileThisMachineIsMeantAndNoTokenSent() {
    environment.put("TERN_CONFIG", home.resolve("none").toString());

    assertThat(asked("--server", server.url())).isEqualTo("GET /whoami");
  }
}
