package io.tern.cli.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which server is meant and who asks. A token is never on the command line, where others can read
 * it: it comes from a file, which may be replaced meanwhile, standard input or the environment.
 */
public final class Connection {
  @Option(
      names = {"-s", "--server"},
      paramLabel = "URL",
      description = "The server; else $TERN_SERVER, the profile's, http://127.0.0.1:8446.")
  private @Nullable String server;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "A profile of the file $TERN_CONFIG, else ~/.config/tern/config.yaml.")
  private @Nullable String profile;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "Holds the bearer token, - for standard input; else $TERN_TOKEN, $BEARER_TOKEN,"
              + " $BEARER_TOKEN_FILE, the profile's.")
  private @Nullable Path tokenFile;

  @Option(
      names = "--ca",
      paramLabel = "PATH",
      description =
          "Authorities that the server's certificate may be of, in place of Java's: PEM, or a"
              + " directory of such; else $TERN_CA, the profile's.")
  private @Nullable Path authorities;

  private @Nullable String typed;

  public Server open() {
    return open(System.getenv());
  }

  Server open(Map<String, String> environment) {
    Profile chosen = Profile.read(Optional.ofNullable(profile), environment);
    String url =
        Stream.of(
                Optional.ofNullable(server),
                Optional.ofNullable(environment.get("TERN_SERVER")),
                chosen.server())
            .flatMap(Optional::stream)
            .findFirst()
            .orElse("http://127.0.0.1:8446");
    return new Server(
        url,
        authorities(chosen, environment).map(Authorities::in),
        () -> token(chosen, environment));
  }

  private Optional<Path> authorities(Profile chosen, Map<String, String> environment) {
    return Optional.ofNullable(authorities)
        .or(() -> Optional.ofNullable(environment.get("TERN_CA")).map(Path::of))
        .or(chosen::authorities);
  }

  private Optional<String> token(Profile chosen, Map<String, String> environment) {
    if (tokenFile != null) {
      return Optional.of(read(tokenFile));
    }
    return Optional.ofNullable(environment.get("TERN_TOKEN"))
        .or(() -> Optional.ofNullable(environment.get("BEARER_TOKEN")))
        .or(() ->
            Optional.ofNullable(environment.get("BEARER_TOKEN_FILE")).map(Path::of).map(this::read))
        .or(() -> chosen.tokenFile().map(this::read));
  }

  private String read(Path file) {
    try {
      return file.toString().equals("-") ? standardInput() : Files.readString(file).strip();
    } catch (IOException e) {
      throw new Trouble(Exit.USAGE, "token file: " + file + " (cannot be read)");
    }
  }

  /** It can be read but once. */
  private String standardInput() throws IOException {
    if (typed == null) {
      typed = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
    return typed;
  }
}
