package io.tern.orchestrator.conformance;

import io.tern.orchestrator.Tern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link Client} of one service, which all classes of the suite share. A run may ask
 * for {@link GuardedDoor} by the parameter {@value #SHOWN}.
 */
final class LiveService implements ParameterResolver {
  static final String SHOWN = "tern.conformance.shown";

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Client.class;
  }

  @Override
  public Client resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(LiveService.class))
        .computeIfAbsent(
            Running.class,
            key -> Running.start(context.getConfigurationParameter(SHOWN)),
            Running.class)
        .client;
  }

  private record Running(Path data, Door door, Tern tern, Client client) implements AutoCloseable {
    static Running start(Optional<String> shown) {
      try {
        Path data = Files.createTempDirectory("conformance");
        Door door = door(shown, data);
        Tern tern = Tern.start(door.settings(data.resolve("node")));
        Client client = new Client(door, tern.httpPort());
        door.enter(client);
        return new Running(data, door, tern, client);
      } catch (Exception e) {
        throw new IllegalStateException("the service does not start", e);
      }
    }

    private static Door door(Optional<String> shown, Path data) throws Exception {
      return shown.isEmpty()
          ? new OpenDoor()
          : new GuardedDoor(GuardedDoor.Shown.valueOf(shown.get()), data);
    }

    @Override
    public void close() throws IOException {
      tern.close();
      door.close();
      try (Stream<Path> all = Files.walk(data)) {
        List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        for (Path path : deepestFirst) {
          Files.deleteIfExists(path);
        }
      }
    }
  }
}
