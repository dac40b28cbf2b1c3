package io.tern.orchestrator.conformance;

import io.tern.orchestrator.Tern;
import io.tern.orchestrator.TestingTern;
import io.tern.orchestrator.api.identity.Identities;
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

/** Gives tests a {@link Client} of one service, which all classes of the suite share. */
final class LiveService implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Client.class;
  }

  @Override
  public Client resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(LiveService.class))
        .computeIfAbsent(Running.class, key -> Running.start(), Running.class)
        .client;
  }

  private record Running(Path data, Tern tern, Client client) implements AutoCloseable {
    static Running start() {
      try {
        Path data = Files.createTempDirectory("conformance");
        Tern tern =
            Tern.start(
                TestingTern.settings(
                    "one", data, Optional.empty(), new Identities.TrustedHeaders()));
        return new Running(data, tern, new Client(tern.httpPort()));
      } catch (Exception e) {
        throw new IllegalStateException("the service does not start", e);
      }
    }

    @Override
    public void close() throws IOException {
      tern.close();
      try (Stream<Path> all = Files.walk(data)) {
        List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        for (Path path : deepestFirst) {
          Files.deleteIfExists(path);
        }
      }
    }
  }
}
