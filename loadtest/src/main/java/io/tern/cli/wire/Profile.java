package io.tern.cli.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Which server, and where its token and its authorities are, from a file such as
 *
 * <pre>
 * default: site
 * profiles:
 *   site:
 *     server: "https://tern.example.org:8446"
 *     token_file: /run/user/1000/bt
 *     ca: /etc/grid-security/certificates
 * </pre>
 *
 * The file is {@code $TERN_CONFIG}, else {@code ~/.config/tern/config.yaml}.
 */
record Profile(Optional<String> server, Optional<Path> tokenFile, Optional<Path> authorities) {
  private static final Profile NONE =
      new Profile(Optional.empty(), Optional.empty(), Optional.empty());

  static Profile read(Optional<String> name, Map<String, String> environment) {
    Path file = file(environment);
    if (!Files.exists(file)) {
      return name.map(wanted -> Profile.<Profile>missing(wanted, file)).orElse(NONE);
    }
    JsonNode config = parse(file);
    Optional<String> wanted = name.or(() -> text(config, "default"));
    return wanted
        .map(profile -> of(config.path("profiles").path(profile), profile, file))
        .orElse(NONE);
  }

  private static Path file(Map<String, String> environment) {
    String named = environment.get("TERN_CONFIG");
    return named != null
        ? Path.of(named)
        : Path.of(environment.getOrDefault("HOME", "."), ".config", "tern", "config.yaml");
  }

  private static JsonNode parse(Path file) {
    try {
      return new YAMLMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new Trouble(Exit.USAGE, file + ": " + e.getMessage());
    }
  }

  private static Profile of(JsonNode profile, String name, Path file) {
    if (!profile.isObject()) {
      return missing(name, file);
    }
    return new Profile(
        text(profile, "server"),
        text(profile, "token_file").map(Path::of),
        text(profile, "ca").map(Path::of));
  }

  private static <T> T missing(String name, Path file) {
    throw new Trouble(Exit.USAGE, "profile: " + name + " (expected: one in " + file + ")");
  }

  private static Optional<String> text(JsonNode node, String field) {
    return Optional.ofNullable(node.path(field).textValue());
  }
}
